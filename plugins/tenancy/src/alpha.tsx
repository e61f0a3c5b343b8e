import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import {
  ApiBlueprint,
  AppRootElementBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityHeaderLayoutBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { readStamp } from '@commonhold/plugin-tenancy-common';
import DomainIcon from '@material-ui/icons/DomainOutlined';
import HomeWorkIcon from '@material-ui/icons/HomeWorkOutlined';
import { tenancyApiRef } from './api/TenancyApi';
import { TenancyClient } from './api/TenancyClient';
import { ViewAsBanner } from './components/ViewAs/ViewAsBanner';
import { rootRouteRef, tenantsRouteRef } from './routes';

export { tenancyTranslationRef } from './translation';

const tenancyApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: tenancyApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new TenancyClient(deps),
    }),
});

const myTenantPage = PageBlueprint.make({
  params: {
    path: '/my-tenant',
    title: 'My tenant',
    icon: <HomeWorkIcon fontSize="inherit" />,
    routeRef: convertLegacyRouteRef(rootRouteRef),
    loader: () =>
      import('./components/MyTenantPage/MyTenant').then(m => <m.MyTenant />),
  },
});

const tenantsPage = PageBlueprint.make({
  name: 'tenants',
  params: {
    path: '/tenants',
    title: 'Tenants',
    icon: <DomainIcon fontSize="inherit" />,
    routeRef: convertLegacyRouteRef(tenantsRouteRef),
    loader: () =>
      import('./components/TenantsPage/Tenants').then(m => <m.Tenants />),
  },
});

/** On every screen, so that nobody forgets with whose eyes they look. */
const viewAsBanner = AppRootElementBlueprint.make({
  name: 'view-as',
  params: { element: <ViewAsBanner /> },
});

/** Entity pages say in their header who may see the entity. */
const entityHeader = EntityHeaderLayoutBlueprint.make({
  params: {
    filter: entity => readStamp(entity) !== undefined,
    loader: () =>
      import('./components/TenancyEntityHeader/TenancyEntityHeader').then(
        m => m.TenancyEntityHeader,
      ),
  },
});

/**
 * The same as a card, for portals with a header of their own. Switched on in
 * `app.extensions` with `entity-card:tenancy/audience: true`.
 */
const audienceCard = EntityCardBlueprint.make({
  name: 'audience',
  disabled: true,
  params: {
    type: 'info',
    filter: entity => readStamp(entity) !== undefined,
    loader: () =>
      import('./components/EntityAudience/EntityAudienceCard').then(m => (
        <m.EntityAudienceCard />
      )),
  },
});

/**
 * Tenancy for apps on the new frontend system.
 *
 * @alpha
 */
export default createFrontendPlugin({
  pluginId: 'tenancy',
  title: 'My tenant',
  icon: <HomeWorkIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: convertLegacyRouteRef(rootRouteRef),
    tenants: convertLegacyRouteRef(tenantsRouteRef),
  },
  extensions: [
    tenancyApi,
    myTenantPage,
    tenantsPage,
    viewAsBanner,
    entityHeader,
    audienceCard,
  ],
});
