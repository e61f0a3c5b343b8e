import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { PlatformComponentProcessor } from './PlatformComponentProcessor';
import { PlatformResourcesClient } from './PlatformResourcesClient';
import { ResourceEntityProvider } from './ResourceEntityProvider';
import { SchemaReader } from './SchemaReader';

/**
 * Checks what platform teams say of the components they offer, and shows what
 * applications use of them as `Resource` entities.
 *
 * @public
 */
export const catalogModulePlatformResources = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'platform-resources',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
      },
      async init({
        auth,
        config,
        discovery,
        logger,
        processing,
        scheduler,
        urlReader,
      }) {
        processing.addProcessor(
          new PlatformComponentProcessor(
            new SchemaReader(urlReader, ScmIntegrations.fromConfig(config)),
          ),
        );
        processing.addEntityProvider(
          new ResourceEntityProvider({
            client: new PlatformResourcesClient(auth, discovery),
            logger,
            // Every replica's catalog would write the same: one is enough.
            schedule: scheduler.createScheduledTaskRunner({
              frequency: { seconds: 10 },
              timeout: { minutes: 2 },
              initialDelay: { seconds: 5 },
            }),
          }),
        );
      },
    });
  },
});
