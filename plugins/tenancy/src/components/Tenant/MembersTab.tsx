import { useApi } from '@backstage/core-plugin-api';
import {
  appLanguageApiRef,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { EntityRefLink, EntityRefLinks } from '@backstage/plugin-catalog-react';
import { Tenant } from '@commonhold/plugin-tenancy-common';
import Typography from '@material-ui/core/Typography';
import { tenancyApiRef } from '../../api/TenancyApi';
import { asSentenceList } from '../../audience/displayNames';
import { PAGE_SIZE, useCursorPages } from '../../paging/useCursorPages';
import { tenancyTranslationRef } from '../../translation';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice } from '../presentation/Notice';
import { PagedTable } from '../presentation/PagedTable';
import { Pill } from '../presentation/Pill';
import { RowsSkeleton } from '../presentation/RowsSkeleton';

/** Who is in a tenant. */
export function MembersTab(props: { tenant: Tenant }) {
  const { tenant } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  const { language } = useApi(appLanguageApiRef).getLanguage();
  const tenancyApi = useApi(tenancyApiRef);
  const pages = useCursorPages(`members of ${tenant.id}`, cursor =>
    tenancyApi.listMembers(tenant.id, { limit: PAGE_SIZE, cursor }),
  );

  if (pages.error) {
    return (
      <FailureNotice
        title={t('failure.members')}
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
      <Notice title={t('members.emptyTitle')}>
        <Typography>
          {tenant.groups.length > 0
            ? t('members.emptyDescription', {
                groups: asSentenceList(tenant.groups, language),
              })
            : t('members.emptyNoGroups')}
        </Typography>
      </Notice>
    );
  }
  return (
    <PagedTable
      label={t('tabs.members')}
      pages={pages}
      rowKey={member => member.userEntityRef}
      columns={[
        {
          title: t('members.name'),
          render: member => (
            <EntityRefLink
              entityRef={member.userEntityRef}
              title={member.title}
              hideIcon
            />
          ),
        },
        {
          title: t('members.groups'),
          render: member => (
            <EntityRefLinks entityRefs={[...member.groups]} hideIcons />
          ),
        },
        {
          title: t('members.role'),
          render: member => (
            <Pill tone={member.admin ? 'accent' : 'neutral'}>
              {t(member.admin ? 'role.admin' : 'role.member')}
            </Pill>
          ),
        },
      ]}
    />
  );
}
