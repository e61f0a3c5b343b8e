import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { MeResponse } from '@commonhold/plugin-tenancy-common';
import { Container } from '@backstage/ui';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { Route, Routes, useParams, useSearchParams } from 'react-router-dom';
import { tenancyApiRef } from '../../api/TenancyApi';
import { tenancyTranslationRef } from '../../translation';
import { FailureNotice } from '../presentation/FailureNotice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { NoTenant } from './NoTenant';
import { TenantView } from './TenantView';
import { parseTenantTab } from './tenantTabs';

/** My tenant, below the title of the page. */
export function MyTenant() {
  return (
    <main>
      <Routes>
        <Route path="/:tab?" element={<MyTenantOfAddress />} />
      </Routes>
    </main>
  );
}

function MyTenantOfAddress() {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const {
    value: me,
    error,
    retry,
  } = useAsyncRetry(() => tenancyApi.getMe(), [tenancyApi]);

  if (error) {
    return (
      <Container>
        <FailureNotice title={t('failure.me')} error={error} onRetry={retry} />
      </Container>
    );
  }
  if (!me) {
    return (
      <Container>
        <RowsSkeleton label={t('page.loading')} />
      </Container>
    );
  }
  return <MyTenantOf me={me} onRetry={retry} />;
}

function MyTenantOf(props: { me: MeResponse; onRetry(): void }) {
  const { me, onRetry } = props;
  const { tab } = useParams();
  const [search] = useSearchParams();
  const tenantId = search.get('tenant') ?? me.tenants[0]?.id;
  if (!tenantId) {
    return <NoTenant me={me} onRetry={onRetry} />;
  }
  return (
    <TenantView
      key={tenantId}
      tenantId={tenantId}
      tab={parseTenantTab(tab)}
      me={me}
    />
  );
}
