import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import { MeResponse } from '@commonhold/plugin-tenancy-common';
import Typography from '@material-ui/core/Typography';
import { Route, Routes, useParams } from 'react-router-dom';
import { tenancyTranslationRef } from '../../translation';
import { AccessQuestions } from '../Access/AccessQuestions';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice } from '../presentation/Notice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { TenantPlaceProvider } from '../Tenant/TenantLink';
import { parseTenantTab } from '../Tenant/tenantTabs';
import { TenantView } from '../Tenant/TenantView';
import { useMe } from '../Tenant/useMe';
import { CreateTenant } from './CreateTenant';
import { EditTenant } from './EditTenant';
import { TenantList } from './TenantList';
import { TenantsHeader } from './TenantsHeader';
import { UnassignedList } from './UnassignedList';

/** Tenants for the people who look after all of them, below the page's title. */
export function Tenants() {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const { value: me, error, retry } = useMe();
  return (
    <main>
      <TenantPlaceProvider value="all">
        {error && (
          <Container>
            <FailureNotice
              title={t('failure.me')}
              error={error}
              onRetry={retry}
            />
          </Container>
        )}
        {!error && !me && (
          <Container>
            <RowsSkeleton label={t('tenants.loading')} />
          </Container>
        )}
        {me && (me.operator || me.auditor ? <Pages me={me} /> : <NotForYou />)}
      </TenantPlaceProvider>
    </main>
  );
}

/** `-` is no id of a tenant, so that what is below it takes nobody's place. */
function Pages(props: { me: MeResponse }) {
  const { me } = props;
  return (
    <Routes>
      <Route
        path="/"
        element={
          <>
            <TenantsHeader page="list" me={me} />
            <TenantList me={me} />
          </>
        }
      />
      <Route
        path="/-/unassigned"
        element={
          <>
            <TenantsHeader page="unassigned" me={me} />
            <UnassignedList />
          </>
        }
      />
      <Route
        path="/-/why"
        element={
          <>
            <TenantsHeader page="why" me={me} />
            <AccessQuestions me={me} />
          </>
        }
      />
      <Route path="/-/new" element={<CreateTenant me={me} />} />
      <Route path="/:tenantId/edit" element={<EditTenant me={me} />} />
      <Route path="/:tenantId/:tab?" element={<TenantOfAddress me={me} />} />
    </Routes>
  );
}

function TenantOfAddress(props: { me: MeResponse }) {
  const { tenantId = '', tab } = useParams();
  return (
    <TenantView
      key={tenantId}
      tenantId={tenantId}
      tab={parseTenantTab(tab)}
      me={props.me}
    />
  );
}

function NotForYou() {
  const { t } = useTranslationRef(tenancyTranslationRef);
  return (
    <Container>
      <Notice
        title={t('tenants.notForYouTitle')}
        action={<Link to="/my-tenant">{t('unknownTenant.back')}</Link>}
      >
        <Typography>{t('tenants.notForYou')}</Typography>
      </Notice>
    </Container>
  );
}
