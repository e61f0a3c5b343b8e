import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import { MeResponse, Tenant } from '@commonhold/plugin-tenancy-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { hasStatus } from '../../api/failures';
import { tenancyApiRef } from '../../api/TenancyApi';
import { titlesOf } from '../../audience/displayNames';
import { tenancyTranslationRef } from '../../translation';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice } from '../presentation/Notice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { LimitsTab } from './LimitsTab';
import { LogTab } from './LogTab';
import { MembersTab } from './MembersTab';
import { OverviewTab } from './OverviewTab';
import { OwnedTab } from './OwnedTab';
import { RefusedTab } from './RefusedTab';
import { RepositoriesTab } from './RepositoriesTab';
import { SharedTab } from './SharedTab';
import { TenantHeader } from './TenantHeader';
import { TenantLink, useTenantPlace } from './TenantLink';
import { TenantTab } from './tenantTabs';

const useStyles = makeStyles(theme => ({
  content: { paddingBottom: theme.spacing(6) },
  notice: { marginBottom: theme.spacing(2) },
}));

/** One tenant with its tabs. */
export function TenantView(props: {
  tenantId: string;
  tab: TenantTab;
  me: MeResponse;
}) {
  const { tenantId, tab, me } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const place = useTenantPlace();
  const tenancyApi = useApi(tenancyApiRef);
  const {
    value: tenant,
    error,
    retry,
  } = useAsyncRetry(
    () => tenancyApi.getTenant(tenantId),
    [tenancyApi, tenantId],
  );

  if (error) {
    return (
      <Container>
        {hasStatus(error, 404) ? (
          <Notice
            title={t('unknownTenant.title', { id: tenantId })}
            action={
              <TenantLink>
                {t(place === 'mine' ? 'unknownTenant.back' : 'tenants.back')}
              </TenantLink>
            }
          >
            <Typography>{t('unknownTenant.description')}</Typography>
          </Notice>
        ) : (
          <FailureNotice
            title={t('failure.tenant')}
            error={error}
            onRetry={retry}
          />
        )}
      </Container>
    );
  }
  if (!tenant) {
    return (
      <Container>
        <RowsSkeleton label={t('page.loading')} />
      </Container>
    );
  }
  return (
    <>
      <TenantHeader tenant={tenant} tab={tab} me={me} onChanged={retry} />
      <Container className={classes.content}>
        {tenant.state !== 'active' && (
          <div className={classes.notice}>
            <Notice title={t(`state.${tenant.state}`)} role="status">
              <Typography>{t(`state.${tenant.state}Notice`)}</Typography>
            </Notice>
          </div>
        )}
        <DeclaredElsewhere tenant={tenant} />
        <TabContent tenant={tenant} tab={tab} me={me} onChanged={retry} />
      </Container>
    </>
  );
}

/** Tells those who could change a tenant where it is changed instead. */
function DeclaredElsewhere(props: { tenant: Tenant }) {
  const { source } = props.tenant;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const place = useTenantPlace();
  if (place === 'mine' || source === null) {
    return null;
  }
  return (
    <Typography
      variant="body2"
      color="textSecondary"
      className={classes.notice}
    >
      {t('tenants.declaredIn', { source })}
    </Typography>
  );
}

function TabContent(props: {
  tenant: Tenant;
  tab: TenantTab;
  me: MeResponse;
  onChanged(): void;
}) {
  const { tenant, tab, me, onChanged } = props;
  const titles = titlesOf([...me.tenants, tenant]);
  switch (tab) {
    case 'overview':
      return <OverviewTab tenant={tenant} me={me} onChanged={onChanged} />;
    case 'members':
      return <MembersTab tenant={tenant} />;
    case 'owned':
      return <OwnedTab tenant={tenant} titles={titles} />;
    case 'shared':
      return <SharedTab tenant={tenant} titles={titles} />;
    case 'repositories':
      return <RepositoriesTab tenant={tenant} me={me} />;
    case 'refused':
      return <RefusedTab tenant={tenant} />;
    case 'limits':
      return <LimitsTab tenant={tenant} />;
    case 'log':
      return <LogTab tenant={tenant} />;
    default:
      throw new TypeError(`Unknown tab ${tab satisfies never}`);
  }
}
