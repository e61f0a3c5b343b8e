import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import tenancyPlugin from '@commonhold/plugin-tenancy/alpha';
import { homePlugin } from './modules/home';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn/signInModule';
import { themeModule } from './modules/theme/themeModule';

// Other plugins are found among the dependencies of this package.
export default createApp({
  features: [
    catalogPlugin,
    tenancyPlugin,
    homePlugin,
    navModule,
    signInModule,
    themeModule,
  ],
});
