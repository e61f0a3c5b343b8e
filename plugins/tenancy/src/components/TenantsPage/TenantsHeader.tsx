import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Header } from '@backstage/ui';
import { MeResponse } from '@commonhold/plugin-tenancy-common';
import { tenantsRouteRef } from '../../routes';
import { tenancyTranslationRef } from '../../translation';

type TenantsSubpage = 'list' | 'unassigned' | 'why';

/** The pages about tenants as a whole, and the way to a new one. */
export function TenantsHeader(props: { page: TenantsSubpage; me: MeResponse }) {
  const { page, me } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  const root = useRouteRef(tenantsRouteRef)();
  const tabs: readonly { id: TenantsSubpage; href: string }[] = [
    { id: 'list', href: root },
    { id: 'unassigned', href: `${root}/-/unassigned` },
    // Auditors read what there is; asking on behalf of others is not reading.
    ...(me.operator ? [{ id: 'why' as const, href: `${root}/-/why` }] : []),
  ];
  return (
    <Header
      title={t(`tenants.tabs.${page}`)}
      activeTabId={page}
      tabs={tabs.map(({ id, href }) => ({
        id,
        href,
        label: t(`tenants.tabs.${id}`),
      }))}
      customActions={
        me.operator && page === 'list' ? (
          <LinkButton variant="contained" color="primary" to={`${root}/-/new`}>
            {t('tenants.create')}
          </LinkButton>
        ) : undefined
      }
    />
  );
}
