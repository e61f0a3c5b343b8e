import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import { MeResponse } from '@commonhold/plugin-tenancy-common';
import Typography from '@material-ui/core/Typography';
import { tenancyApiRef } from '../../api/TenancyApi';
import { PAGE_SIZE, useCursorPages } from '../../paging/useCursorPages';
import { tenancyTranslationRef } from '../../translation';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice, NoticeButton } from '../presentation/Notice';
import { PagedTable } from '../presentation/PagedTable';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { StatePill } from '../Tenant/StatePill';
import { TenantLink } from '../Tenant/TenantLink';

/** For people without a tenant: how to get into one, or which to look at. */
export function NoTenant(props: { me: MeResponse; onRetry(): void }) {
  const { me, onRetry } = props;
  return (
    <Container>
      {me.operator || me.auditor ? (
        <TenantChoice />
      ) : (
        <HowToJoin me={me} onRetry={onRetry} />
      )}
    </Container>
  );
}

function HowToJoin(props: { me: MeResponse; onRetry(): void }) {
  const { me, onRetry } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  return (
    <Notice
      title={t('noTenant.title')}
      action={
        <NoticeButton onClick={onRetry}>{t('failure.retry')}</NoticeButton>
      }
    >
      <Typography>{t('noTenant.description')}</Typography>
      <Typography>{t('noTenant.whatToDo')}</Typography>
      <Typography>{t('noTenant.you', { ref: me.userEntityRef })}</Typography>
      <Link to="/catalog?filters[user]=all">{t('noTenant.browse')}</Link>
    </Notice>
  );
}

function TenantChoice() {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const pages = useCursorPages('tenants', cursor =>
    tenancyApi.listTenants({ limit: PAGE_SIZE, cursor }),
  );

  if (pages.error) {
    return (
      <FailureNotice
        title={t('failure.tenants')}
        error={pages.error}
        onRetry={pages.retry}
      />
    );
  }
  if (!pages.page) {
    return <RowsSkeleton label={t('page.loading')} />;
  }
  if (pages.page.totalItems === 0) {
    return (
      <Notice title={t('noTenantOperator.title')}>
        <Typography>{t('noTenantOperator.none')}</Typography>
      </Notice>
    );
  }
  return (
    <>
      <Notice plain title={t('noTenantOperator.title')}>
        <Typography>{t('noTenantOperator.description')}</Typography>
      </Notice>
      <PagedTable
        label={t('noTenantOperator.tenants')}
        pages={pages}
        rowKey={tenant => tenant.id}
        columns={[
          {
            title: t('page.switcher'),
            render: tenant => (
              <TenantLink tenant={tenant.id}>{tenant.title}</TenantLink>
            ),
          },
          {
            title: t('overview.about'),
            render: tenant => tenant.description,
          },
          {
            title: t('state.label'),
            render: tenant => <StatePill tenant={tenant} />,
          },
        ]}
      />
    </>
  );
}
