import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import featureRequestsPlugin from '@commonhold/plugin-feature-requests/alpha';
import tenancyPlugin from '@commonhold/plugin-tenancy/alpha';
import { homePlugin } from './modules/home';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn/signInModule';
import { themeModule } from './modules/theme/themeModule';

/**
 * The demo portal, with the plugins that its own modules lean on. The others
 * are found among this package's dependencies.
 */
export function createPortal() {
  return createApp({
    features: [
      catalogPlugin,
      notificationsPlugin,
      searchPlugin,
      featureRequestsPlugin,
      tenancyPlugin,
      homePlugin,
      navModule,
      signInModule,
      themeModule,
    ],
  });
}
