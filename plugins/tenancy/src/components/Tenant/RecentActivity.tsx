import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Tenant } from '@commonhold/plugin-tenancy-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import useAsync from 'react-use/esm/useAsync';
import { tenancyApiRef } from '../../api/TenancyApi';
import { tenancyTranslationRef } from '../../translation';
import { RelativeTime } from '../presentation/RelativeTime';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { Section } from '../presentation/Section';
import { EventActor } from './EventActor';
import { TenantLink } from './TenantLink';

/** The rest is in the audit log. */
const SHOWN = 5;

const useStyles = makeStyles(theme => ({
  events: {
    listStyle: 'none',
    margin: theme.spacing(0, 0, 1.5),
    padding: 0,
    display: 'grid',
    gap: theme.spacing(1),
  },
  what: { fontWeight: 600 },
}));

/** What was done to a tenant of late. */
export function RecentActivity(props: { tenant: Tenant }) {
  const { tenant } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const { value, error } = useAsync(
    () => tenancyApi.listEvents(tenant.id, { limit: SHOWN }),
    [tenancyApi, tenant],
  );
  return (
    <Section title={t('activity.title')}>
      {!value && !error && <RowsSkeleton label={t('page.loading')} rows={2} />}
      {error && <Typography>{t('failure.events')}</Typography>}
      {value?.items.length === 0 && (
        <Typography color="textSecondary">{t('log.emptyTitle')}</Typography>
      )}
      {value && value.items.length > 0 && (
        <ul className={classes.events}>
          {value.items.map(event => (
            <li key={event.id}>
              <span className={classes.what}>
                {t(`log.action.${event.action}`)}
              </span>{' '}
              <RelativeTime iso={event.at} />
              <Typography component="div" variant="body2" color="textSecondary">
                <EventActor event={event} />
              </Typography>
            </li>
          ))}
        </ul>
      )}
      <TenantLink tenant={tenant.id} tab="log">
        {t('activity.all')}
      </TenantLink>
    </Section>
  );
}
