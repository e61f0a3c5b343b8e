import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { featureRequestsApiRef } from './api/FeatureRequestsApi';
import { FeatureRequestsClient } from './api/FeatureRequestsClient';
import { rootRouteRef } from './routes';

/** @public */
export const featureRequestsPlugin = createPlugin({
  id: 'feature-requests',
  routes: { root: rootRouteRef },
  apis: [
    createApiFactory({
      api: featureRequestsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new FeatureRequestsClient(deps),
    }),
  ],
});

/**
 * The board with everything below it. Mount it at `/requests`.
 *
 * @public
 */
export const FeatureRequestsPage = featureRequestsPlugin.provide(
  createRoutableExtension({
    name: 'FeatureRequestsPage',
    component: () =>
      import('./components/FeatureRequestsPage').then(
        m => m.FeatureRequestsPage,
      ),
    mountPoint: rootRouteRef,
  }),
);

/**
 * Requests about the entity of the page, for a tab.
 *
 * @public
 */
export const EntityRequestsContent = featureRequestsPlugin.provide(
  createComponentExtension({
    name: 'EntityRequestsContent',
    component: {
      lazy: () =>
        import('./components/Entity/EntityRequestsContent').then(
          m => m.EntityRequestsContent,
        ),
    },
  }),
);

/**
 * What people want most of the entity of the page, as a card.
 *
 * @public
 */
export const EntityRequestsCard = featureRequestsPlugin.provide(
  createComponentExtension({
    name: 'EntityRequestsCard',
    component: {
      lazy: () =>
        import('./components/Entity/EntityRequestsCard').then(
          m => m.EntityRequestsCard,
        ),
    },
  }),
);
