import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  featureRequestsPermissions,
  requestNumber,
} from '@commonhold/plugin-feature-requests-common';
import { tenancyServiceRef } from '@commonhold/plugin-tenancy-node';
import {
  isInAudience,
  isOwnedByTenant,
  requestPermissionResourceRef,
} from './permissions/requestRules';
import { createRouter } from './router/createRouter';
import { readBoardConfig } from './services/boardConfig';
import { createServices } from './services/createServices';
import { openDatabase } from './store/database';
import { createStores } from './store/stores';
import { scheduleTasks } from './tasks';

/**
 * Feature requests: what people want most, and what became of it.
 *
 * @public
 */
export const featureRequestsPlugin = createBackendPlugin({
  pluginId: 'feature-requests',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        tenancy: tenancyServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init({ config, database, httpAuth, httpRouter, ...backstage }) {
        const boardConfig = readBoardConfig(config);
        const stores = createStores(await openDatabase(database));
        backstage.permissionsRegistry.addResourceType({
          resourceRef: requestPermissionResourceRef,
          permissions: featureRequestsPermissions,
          rules: [isInAudience, isOwnedByTenant],
          getResources: async refs => {
            const numbers = refs.map(requestNumber);
            const found = await stores.requests.audiences(
              numbers.filter(number => number !== undefined),
            );
            return numbers.map(number =>
              number === undefined ? undefined : found.get(number),
            );
          },
        });
        const services = createServices({
          ...backstage,
          config: boardConfig,
          stores,
        });
        httpRouter.use(await createRouter({ httpAuth, ...services }));
        await scheduleTasks({ ...backstage, ...services });
      },
    });
  },
});
