import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { readStamp, TenancyStamp } from '@commonhold/plugin-tenancy-common';
import ButtonBase from '@material-ui/core/ButtonBase';
import Popover from '@material-ui/core/Popover';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useId, useState } from 'react';
import { describeAudience } from '../../audience/describeAudience';
import { titlesOf } from '../../audience/displayNames';
import { rootRouteRef } from '../../routes';
import { tenancyTranslationRef } from '../../translation';
import { mayAskWhy } from '../Access/mayAskWhy';
import { useMe } from '../Tenant/useMe';
import { AudienceExplanation } from './AudienceExplanation';
import { AudiencePill } from './AudiencePill';
import { useAudienceLabel } from './useAudienceLabel';

const useStyles = makeStyles(theme => ({
  chip: {
    borderRadius: 999,
    fontSize: 'inherit',
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
  },
  popover: { padding: theme.spacing(2, 2.5), maxWidth: 420 },
  title: { fontSize: theme.typography.pxToRem(16), fontWeight: 600 },
  askWhy: { marginTop: theme.spacing(1.5) },
}));

/**
 * Says who may see the entity of the page, and why when pressed. Shows nothing
 * for an entity that was ingested without tenancy.
 *
 * @public
 */
export function EntityAudienceChip() {
  const { entity } = useEntity();
  const stamp = readStamp(entity);
  return stamp ? <AudienceChip entity={entity} stamp={stamp} /> : null;
}

function AudienceChip(props: { entity: Entity; stamp: TenancyStamp }) {
  const { entity, stamp } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const labelOf = useAudienceLabel();
  const me = useMe().value;
  // Without an answer ids stand in for titles, which is no reason to disturb.
  const titles = titlesOf(me?.tenants ?? []);
  const [anchor, setAnchor] = useState<Element | null>(null);
  const titleId = useId();
  const label = labelOf(describeAudience(stamp), titles);
  return (
    <>
      <ButtonBase
        className={classes.chip}
        aria-label={t('audience.explain', { label })}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={event => setAnchor(event.currentTarget)}
      >
        <AudiencePill stamp={stamp} titles={titles} />
      </ButtonBase>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        PaperProps={{ role: 'dialog', 'aria-labelledby': titleId }}
      >
        <div className={classes.popover}>
          <Typography id={titleId} component="h3" className={classes.title}>
            {t('audience.title')}
          </Typography>
          <AudienceExplanation entity={entity} stamp={stamp} titles={titles} />
          {me && mayAskWhy(me) && <AskWhy entity={entity} />}
        </div>
      </Popover>
    </>
  );
}

/** For those who are asked why somebody cannot see the entity. */
function AskWhy(props: { entity: Entity }) {
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  const query = new URLSearchParams({
    entity: stringifyEntityRef(props.entity),
  });
  return (
    <Typography variant="body2" className={classes.askWhy}>
      <Link to={`${root}/why?${query}`}>{t('audience.askWhy')}</Link>
    </Typography>
  );
}
