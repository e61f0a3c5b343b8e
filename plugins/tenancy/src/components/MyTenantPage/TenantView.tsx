import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import { MeResponse, Tenant } from '@commonhold/plugin-tenancy-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { tenancyApiRef } from '../../api/TenancyApi';
import { titlesOf } from '../../audience/displayNames';
import { tenancyTranslationRef } from '../../translation';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice } from '../presentation/Notice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { MembersTab } from './MembersTab';
import { OverviewTab } from './OverviewTab';
import { OwnedTab } from './OwnedTab';
import { RefusedTab } from './RefusedTab';
import { SharedTab } from './SharedTab';
import { TenantHeader } from './TenantHeader';
import { TenantLink } from './TenantLink';
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
        {isNotFound(error) ? (
          <Notice
            title={t('unknownTenant.title', { id: tenantId })}
            action={<TenantLink>{t('unknownTenant.back')}</TenantLink>}
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
      <TenantHeader tenant={tenant} tab={tab} me={me} />
      <Container className={classes.content}>
        {tenant.state !== 'active' && (
          <div className={classes.notice}>
            <Notice title={t(`state.${tenant.state}`)} role="status">
              <Typography>{t(`state.${tenant.state}Notice`)}</Typography>
            </Notice>
          </div>
        )}
        <TabContent tenant={tenant} tab={tab} me={me} />
      </Container>
    </>
  );
}

function TabContent(props: { tenant: Tenant; tab: TenantTab; me: MeResponse }) {
  const { tenant, tab, me } = props;
  const titles = titlesOf([...me.tenants, tenant]);
  switch (tab) {
    case 'overview':
      return <OverviewTab tenant={tenant} me={me} />;
    case 'members':
      return <MembersTab tenant={tenant} />;
    case 'owned':
      return <OwnedTab tenant={tenant} titles={titles} />;
    case 'shared':
      return <SharedTab tenant={tenant} titles={titles} />;
    case 'refused':
      return <RefusedTab tenant={tenant} />;
    default:
      throw new TypeError(`Unknown tab ${tab satisfies never}`);
  }
}

function isNotFound(error: Error): boolean {
  return 'statusCode' in error && error.statusCode === 404;
}
