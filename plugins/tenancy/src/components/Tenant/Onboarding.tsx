import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Tenant } from '@commonhold/plugin-tenancy-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import DoneIcon from '@material-ui/icons/CheckCircle';
import OpenIcon from '@material-ui/icons/RadioButtonUnchecked';
import useAsync from 'react-use/esm/useAsync';
import { tenancyApiRef } from '../../api/TenancyApi';
import { countByKind, ownedBy } from '../../catalog/tenantEntities';
import { tenancyTranslationRef } from '../../translation';
import { Section } from '../presentation/Section';
import { TenantLink } from './TenantLink';
import { useKeptSetting } from './useKeptSetting';

/** What the platform offers to order, in the catalog. */
const OFFERS =
  '/catalog?filters[kind]=component&filters[type]=platform-component&filters[user]=all';

const useStyles = makeStyles(theme => ({
  box: { marginTop: theme.spacing(2) },
  steps: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: theme.spacing(1.5),
  },
  step: { display: 'flex', gap: theme.spacing(1.5) },
  icon: { flex: 'none', marginTop: 2 },
  dismiss: { marginTop: theme.spacing(1.5) },
}));

/**
 * The first steps of a new tenant, each ticked by what is there, until all are
 * done or somebody has seen enough of them.
 */
export function Onboarding(props: { tenant: Tenant }) {
  const { tenant } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const catalogApi = useApi(catalogApiRef);
  const [dismissed, dismiss] = useKeptSetting(`onboarded.${tenant.id}`);
  // Without an answer there are no steps to show; the tabs say why.
  const { value: progress } = useAsync(async () => {
    const [members, locations, kinds] = await Promise.all([
      tenancyApi.listMembers(tenant.id, { limit: 1 }),
      tenancyApi.listLocations(tenant.id, { limit: 1 }),
      countByKind(catalogApi, ownedBy(tenant.id)),
    ]);
    return {
      people: members.totalItems > 1,
      repository: locations.totalItems > 0 || kinds.length > 0,
      resource: kinds.some(({ value }) => value === 'Resource'),
    };
  }, [tenancyApi, catalogApi, tenant]);

  if (!progress || dismissed !== 'no') {
    return null;
  }
  const steps = (['repository', 'people', 'resource'] as const).map(step => ({
    step,
    done: progress[step],
  }));
  if (steps.every(({ done }) => done)) {
    return null;
  }
  const left = steps.filter(({ done }) => !done).length;
  return (
    <div className={classes.box}>
      <Section title={t('onboarding.title', { count: left })}>
        <ol className={classes.steps}>
          {steps.map(({ step, done }) => (
            <li key={step} className={classes.step}>
              {done ? (
                <DoneIcon
                  className={classes.icon}
                  color="primary"
                  fontSize="small"
                  titleAccess={t('onboarding.done')}
                />
              ) : (
                <OpenIcon
                  className={classes.icon}
                  color="action"
                  fontSize="small"
                  titleAccess={t('onboarding.open')}
                />
              )}
              <div>
                <StepLink step={step} tenant={tenant} />
                <Typography variant="body2" color="textSecondary">
                  {t(`onboarding.${step}.hint`)}
                </Typography>
              </div>
            </li>
          ))}
        </ol>
        <Button
          className={classes.dismiss}
          size="small"
          variant="outlined"
          onClick={dismiss}
        >
          {t('onboarding.dismiss')}
        </Button>
      </Section>
    </div>
  );
}

function StepLink(props: {
  step: 'repository' | 'people' | 'resource';
  tenant: Tenant;
}) {
  const { step, tenant } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  const label = t(`onboarding.${step}.do`);
  switch (step) {
    case 'repository':
      return (
        <TenantLink tenant={tenant.id} tab="repositories">
          {label}
        </TenantLink>
      );
    case 'people':
      return (
        <TenantLink tenant={tenant.id} tab="members">
          {label}
        </TenantLink>
      );
    case 'resource':
      return <Link to={OFFERS}>{label}</Link>;
    default:
      throw new TypeError(`Unknown step ${step satisfies never}`);
  }
}
