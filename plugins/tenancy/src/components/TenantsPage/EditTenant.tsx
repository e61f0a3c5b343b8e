import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container, Header } from '@backstage/ui';
import { MeResponse, Tenant } from '@commonhold/plugin-tenancy-common';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { fieldOf, hasStatus } from '../../api/failures';
import { tenancyApiRef } from '../../api/TenancyApi';
import { tenancyTranslationRef } from '../../translation';
import { FailureMessage } from '../presentation/FailureMessage';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice, NoticeButton } from '../presentation/Notice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { TenantLink, useTenantAddress } from '../Tenant/TenantLink';
import { draftOf, patchFrom, rebased } from '../TenantForm/tenantDraft';
import { TenantForm } from '../TenantForm/TenantForm';
import { useKeptDraft } from '../TenantForm/useKeptDraft';
import { OperatorsOnly } from './CreateTenant';

/** Where operators change a tenant. */
export function EditTenant(props: { me: MeResponse }) {
  const { tenantId = '' } = useParams();
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

  if (!props.me.operator) {
    return <OperatorsOnly />;
  }
  if (error) {
    return (
      <Container>
        <FailureNotice
          title={t('failure.tenant')}
          error={error}
          onRetry={retry}
        />
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
  if (tenant.source !== null || tenant.state === 'archived') {
    return (
      <Container>
        <Notice
          title={t('edit.closedTitle', { title: tenant.title })}
          action={
            <TenantLink tenant={tenant.id}>{t('edit.backToTenant')}</TenantLink>
          }
        >
          <Typography>
            {tenant.source === null
              ? t('state.archivedNotice')
              : t('tenants.declaredIn', { source: tenant.source })}
          </Typography>
        </Notice>
      </Container>
    );
  }
  return <Editing tenant={tenant} />;
}

function Editing(props: { tenant: Tenant }) {
  const { tenant } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const alertApi = useApi(alertApiRef);
  const navigate = useNavigate();
  const addressOf = useTenantAddress();
  // The tenant is kept with what is typed. What is sent are the fields that
  // differ from it, so that what others did meanwhile is not undone.
  const { draft, change, discard } = useKeptDraft(`tenant-${tenant.id}`, {
    ...draftOf(tenant),
    base: tenant,
  });
  /** The version that the last attempt to save was about. */
  const [tried, setTried] = useState<string>();
  const back = () => navigate(addressOf({ tenant: tenant.id }));
  const [{ loading, error }, save] = useAsyncFn(async () => {
    const { base, ...edited } = draft;
    const { updatedAt } = base;
    setTried(updatedAt);
    await tenancyApi.updateTenant(tenant.id, patchFrom(base, edited), {
      updatedAt,
    });
    discard();
    alertApi.post({
      message: t('edit.done', { title: edited.title }),
      severity: 'success',
      display: 'transient',
    });
    back();
  }, [tenancyApi, alertApi, draft, discard, t]);
  // A conflict about no field is one about the version.
  const overtaken = error && hasStatus(error, 409) && !fieldOf(error);
  const [{ error: catchUpError }, catchUp] = useAsyncFn(async () => {
    const { base, ...edited } = draft;
    const now = await tenancyApi.getTenant(tenant.id);
    change({ ...rebased(edited, base, now), base: now });
  }, [tenancyApi, draft, change]);
  const caughtUp = tried !== draft.base.updatedAt;

  return (
    <>
      <Header title={t('edit.title', { title: tenant.title })} />
      <Container>
        {overtaken && !caughtUp && (
          <Notice
            role="alert"
            title={t('edit.overtakenTitle')}
            action={
              <NoticeButton onClick={catchUp}>{t('edit.catchUp')}</NoticeButton>
            }
          >
            <Typography>{t('edit.overtaken')}</Typography>
            {catchUpError && <FailureMessage error={catchUpError} />}
          </Notice>
        )}
        <TenantForm
          draft={draft}
          change={changes => change({ ...changes, base: draft.base })}
          isNew={false}
          submitLabel={t('form.save')}
          working={loading}
          failure={overtaken ? undefined : error}
          onSubmit={save}
          onCancel={() => {
            discard();
            back();
          }}
        />
      </Container>
    </>
  );
}
