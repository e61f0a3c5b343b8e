import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  appLanguageApiRef,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import {
  ANNOTATION_SHARED_WITH,
  ANNOTATION_VISIBILITY,
  TenancyStamp,
} from '@commonhold/plugin-tenancy-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  AudienceScope,
  describeAudience,
} from '../../audience/describeAudience';
import {
  asSentenceList,
  refTitle,
  TenantTitles,
  tenantTitle,
} from '../../audience/displayNames';
import { tenancyTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  heading: {
    fontSize: theme.typography.pxToRem(14),
    fontWeight: 600,
    margin: theme.spacing(1.5, 0, 0.5),
  },
  reasons: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

/** Who may see an entity, by which rule, and how to change it. */
export function AudienceExplanation(props: {
  entity: Entity;
  stamp: TenancyStamp;
  titles: TenantTitles;
}) {
  const { entity, stamp, titles } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const scope = describeAudience(stamp);
  const who = useWho(scope, stamp, titles);
  const reasons = useReasons(entity, stamp, scope, titles);
  return (
    <>
      <Typography>{who}</Typography>
      <Typography component="h4" className={classes.heading}>
        {t('audience.why')}
      </Typography>
      <ul className={classes.reasons}>
        {reasons.map(reason => (
          <Typography key={reason} component="li" variant="body2">
            {reason}
          </Typography>
        ))}
      </ul>
      {stamp.tenant !== null && (
        <>
          <br />
          <Typography variant="body2" color="textSecondary">
            {t('audience.change', {
              visibility: ANNOTATION_VISIBILITY,
              sharedWith: ANNOTATION_SHARED_WITH,
            })}
          </Typography>
        </>
      )}
    </>
  );
}

function useWho(
  scope: AudienceScope,
  stamp: TenancyStamp,
  titles: TenantTitles,
): string {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const { language } = useApi(appLanguageApiRef).getLanguage();
  switch (scope.type) {
    case 'everyone':
      return t('audience.seeEveryone');
    case 'tenant':
      return t('audience.seeTenant', {
        tenant: tenantTitle(scope.tenant, titles),
      });
    case 'tenants': {
      const ids = [...(stamp.tenant ? [stamp.tenant] : []), ...scope.tenants];
      return t('audience.seeTenants', {
        tenants: asSentenceList(
          ids.map(id => tenantTitle(id, titles)),
          language,
        ),
      });
    }
    case 'private':
      return t('audience.seePrivate', {
        owners: asSentenceList(scope.refs.map(refTitle), language),
      });
    case 'unassigned':
      return t('audience.seeUnassigned');
    default:
      throw new TypeError(`Unknown audience ${JSON.stringify(scope)}`);
  }
}

function useReasons(
  entity: Entity,
  stamp: TenancyStamp,
  scope: AudienceScope,
  titles: TenantTitles,
): string[] {
  const { t } = useTranslationRef(tenancyTranslationRef);
  if (stamp.tenant === null) {
    return entity.kind.toLocaleLowerCase('en-US') === 'user'
      ? [t('audience.whyMembership')]
      : [t('audience.belongsToNone')];
  }

  const annotations = entity.metadata.annotations ?? {};
  const declared = [ANNOTATION_VISIBILITY, ANNOTATION_SHARED_WITH]
    .filter(annotation => annotations[annotation])
    .map(annotation =>
      t('audience.whyVisibility', {
        annotation,
        value: annotations[annotation],
      }),
    );
  const byDefault =
    scope.type === 'everyone'
      ? t('audience.whyPlatformDefault')
      : t('audience.whyDefault');
  return [
    t('audience.belongsTo', { tenant: tenantTitle(stamp.tenant, titles) }),
    ...(declared.length > 0 ? declared : [byDefault]),
  ];
}
