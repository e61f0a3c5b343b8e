import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container, Header } from '@backstage/ui';
import { MeResponse } from '@commonhold/plugin-tenancy-common';
import Typography from '@material-ui/core/Typography';
import { useNavigate } from 'react-router-dom';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { tenancyApiRef } from '../../api/TenancyApi';
import { tenancyTranslationRef } from '../../translation';
import { Notice } from '../presentation/Notice';
import { TenantLink, useTenantAddress } from '../Tenant/TenantLink';
import { emptyDraft, newTenantFrom } from '../TenantForm/tenantDraft';
import { TenantForm } from '../TenantForm/TenantForm';
import { useKeptDraft } from '../TenantForm/useKeptDraft';

/** Where operators make a tenant. */
export function CreateTenant(props: { me: MeResponse }) {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const alertApi = useApi(alertApiRef);
  const navigate = useNavigate();
  const addressOf = useTenantAddress();
  const { draft, change, discard } = useKeptDraft('new-tenant', emptyDraft);
  const [{ loading, error }, create] = useAsyncFn(async () => {
    const { id, title } = await tenancyApi.createTenant(newTenantFrom(draft));
    discard();
    alertApi.post({
      message: t('create.done', { title }),
      severity: 'success',
      display: 'transient',
    });
    navigate(addressOf({ tenant: id }));
  }, [tenancyApi, alertApi, draft, discard, navigate, addressOf, t]);

  if (!props.me.operator) {
    return <OperatorsOnly />;
  }
  return (
    <>
      <Header title={t('create.title')} />
      <Container>
        <TenantForm
          draft={draft}
          change={change}
          isNew
          submitLabel={t('create.submit')}
          working={loading}
          failure={error}
          onSubmit={create}
          onCancel={() => {
            discard();
            navigate(addressOf());
          }}
        />
      </Container>
    </>
  );
}

/** For auditors, who read and change nothing. */
export function OperatorsOnly() {
  const { t } = useTranslationRef(tenancyTranslationRef);
  return (
    <Container>
      <Notice
        title={t('tenants.operatorsOnly')}
        action={<TenantLink>{t('tenants.back')}</TenantLink>}
      >
        <Typography>{t('tenants.notForYou')}</Typography>
      </Notice>
    </Container>
  );
}
