import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  NavContentBlueprint,
  NavContentComponentProps,
} from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import { RequestFeatureSidebarItem } from '@commonhold/plugin-feature-requests';
import MenuIcon from '@material-ui/icons/Menu';
import SearchIcon from '@material-ui/icons/Search';
import { portalTranslationRef } from '../../translation';
import { OperatorItems } from './OperatorItems';
import { SidebarHead } from './SidebarHead';

/** The pages that everybody uses, in this order; others follow by title. */
const MAIN_PAGES = [
  'page:home',
  'page:catalog',
  'page:api-docs',
  'page:techdocs',
  'page:feature-requests',
  'page:tenancy',
];

/** Reached from where they are needed instead. */
const PAGES_ELSEWHERE = [
  'page:search', // the field at the top
  'page:notifications', // the bell at the bottom
  'page:catalog-graph', // entity pages
  'page:scaffolder', // the demo estate has no templates
  'page:catalog-import', // the page of templates
  'page:app-visualizer', // for those who develop the portal
];

function PortalSidebar({ navItems }: NavContentComponentProps) {
  const { t } = useTranslationRef(portalTranslationRef);
  const nav = navItems.withComponent(item => (
    <SidebarItem icon={() => item.icon} to={item.href} text={item.title} />
  ));
  PAGES_ELSEWHERE.forEach(page => nav.take(page));
  const main = MAIN_PAGES.map(page => nav.take(page));
  const tenants = nav.take('page:tenancy/tenants');
  const settings = nav.take('page:user-settings');

  return (
    <Sidebar>
      <SidebarHead />
      <SidebarGroup label={t('nav.search')} icon={<SearchIcon />} to="/search">
        <SidebarSearchModal />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup label={t('nav.menu')} icon={<MenuIcon />}>
        <SidebarScrollWrapper>
          {main}
          <OperatorItems tenants={tenants} />
          {nav.rest({ sortBy: 'title' })}
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <RequestFeatureSidebarItem />
      <NotificationsSidebarItem />
      <SidebarGroup
        label={t('nav.settings')}
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        {settings}
      </SidebarGroup>
    </Sidebar>
  );
}

export const portalNavigation = NavContentBlueprint.make({
  params: { component: PortalSidebar },
});
