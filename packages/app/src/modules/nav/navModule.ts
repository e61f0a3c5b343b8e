import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { portalNavigation } from './PortalSidebar';

export const navModule = createFrontendModule({
  pluginId: 'app',
  extensions: [portalNavigation],
});
