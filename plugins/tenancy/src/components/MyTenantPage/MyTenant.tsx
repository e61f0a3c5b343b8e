import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { MeResponse } from '@commonhold/plugin-tenancy-common';
import { Container } from '@backstage/ui';
import { ReactNode } from 'react';
import { Route, Routes, useParams, useSearchParams } from 'react-router-dom';
import { tenancyTranslationRef } from '../../translation';
import { FailureNotice } from '../presentation/FailureNotice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { useCurrentTenant } from '../Tenant/useCurrentTenant';
import { useMe } from '../Tenant/useMe';
import { AccessPage } from './AccessPage';
import { NoTenant } from './NoTenant';
import { TenantView } from '../Tenant/TenantView';
import { parseTenantTab } from '../Tenant/tenantTabs';

/** My tenant, below the title of the page. */
export function MyTenant() {
  return (
    <main>
      <Routes>
        <Route
          path="/why"
          element={<WithMe>{me => <AccessPage me={me} />}</WithMe>}
        />
        <Route
          path="/:tab?"
          element={
            <WithMe>
              {(me, retry) => <MyTenantOf me={me} onRetry={retry} />}
            </WithMe>
          }
        />
      </Routes>
    </main>
  );
}

/** Everything here depends on who looks at it. */
function WithMe(props: {
  children: (me: MeResponse, retry: () => void) => ReactNode;
}) {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const { value: me, error, retry } = useMe();

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
  return <>{props.children(me, retry)}</>;
}

function MyTenantOf(props: { me: MeResponse; onRetry(): void }) {
  const { me, onRetry } = props;
  const { tab } = useParams();
  const [search] = useSearchParams();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const { current } = useCurrentTenant(me);
  const tenantId = search.get('tenant') ?? current?.id;
  if (!tenantId && me.tenants.length > 0) {
    return (
      <Container>
        <RowsSkeleton label={t('page.loading')} />
      </Container>
    );
  }
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
