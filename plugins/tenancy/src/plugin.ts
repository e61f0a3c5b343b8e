import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { tenancyApiRef } from './api/TenancyApi';
import { TenancyClient } from './api/TenancyClient';
import { rootRouteRef, tenantsRouteRef } from './routes';

/** @public */
export const tenancyPlugin = createPlugin({
  id: 'tenancy',
  routes: { root: rootRouteRef, tenants: tenantsRouteRef },
  apis: [
    createApiFactory({
      api: tenancyApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new TenancyClient(deps),
    }),
  ],
});

/**
 * The page where people see their tenant. Mount it at `/my-tenant`.
 *
 * @public
 */
export const MyTenantPage = tenancyPlugin.provide(
  createRoutableExtension({
    name: 'MyTenantPage',
    component: () =>
      import('./components/MyTenantPage/MyTenantPage').then(
        m => m.MyTenantPage,
      ),
    mountPoint: rootRouteRef,
  }),
);

/**
 * The page where operators look after all tenants. Mount it at `/tenants`.
 *
 * @public
 */
export const TenantsPage = tenancyPlugin.provide(
  createRoutableExtension({
    name: 'TenantsPage',
    component: () =>
      import('./components/TenantsPage/TenantsPage').then(m => m.TenantsPage),
    mountPoint: tenantsRouteRef,
  }),
);

/**
 * Says who may see the entity of the page, and why when pressed.
 *
 * @public
 */
export const EntityAudienceChip = tenancyPlugin.provide(
  createComponentExtension({
    name: 'EntityAudienceChip',
    component: {
      lazy: () =>
        import('./components/EntityAudience/EntityAudienceChip').then(
          m => m.EntityAudienceChip,
        ),
    },
  }),
);

/**
 * The audience chip as a card for entity pages.
 *
 * @public
 */
export const EntityAudienceCard = tenancyPlugin.provide(
  createComponentExtension({
    name: 'EntityAudienceCard',
    component: {
      lazy: () =>
        import('./components/EntityAudience/EntityAudienceCard').then(
          m => m.EntityAudienceCard,
        ),
    },
  }),
);
