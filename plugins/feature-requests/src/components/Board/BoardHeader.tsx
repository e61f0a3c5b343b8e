import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Header } from '@backstage/ui';
import { useIsProductManager } from '../../board/BoardContext';
import { offered } from '../../board/offered';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';

export type BoardTab =
  | 'board'
  | 'roadmap'
  | 'rounds'
  | 'priorities'
  | 'moderation'
  | 'import';

/** The screens of the board, and the way to a new request. */
export function BoardHeader(props: { tab: BoardTab }) {
  const { tab } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  const forEveryone: BoardTab[] = ['board', 'roadmap', 'rounds'];
  const forProductManagers: BoardTab[] = ['priorities', 'moderation', 'import'];
  const tabs = useIsProductManager()
    ? [...forEveryone, ...forProductManagers]
    : forEveryone;
  return (
    <Header
      title={t(`tabs.${tab}`)}
      activeTabId={tab}
      tabs={tabs.filter(isOffered).map(id => ({
        id,
        label: t(`tabs.${id}`),
        href: id === 'board' ? root : `${root}/${id}`,
      }))}
      customActions={
        <LinkButton variant="contained" color="primary" to={`${root}/new`}>
          {t('page.new')}
        </LinkButton>
      }
    />
  );
}

function isOffered(tab: BoardTab): boolean {
  switch (tab) {
    case 'roadmap':
    case 'rounds':
    case 'import':
      return offered[tab];
    case 'moderation':
      return offered.reports;
    case 'board':
    case 'priorities':
      return true;
    default:
      throw new TypeError(`Unknown tab ${tab satisfies never}`);
  }
}
