import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { platformResourceProvidersExtensionPoint } from '@commonhold/plugin-platform-resources-node';
import { readClusterOptions } from './clusterOptions';
import { PostgresqlProvider } from './PostgresqlProvider';

/**
 * Adds the provider `postgresql`.
 *
 * @public
 */
export const platformResourcesModulePostgresql = createBackendModule({
  pluginId: 'platform-resources',
  moduleId: 'postgresql',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        providers: platformResourceProvidersExtensionPoint,
      },
      async init({ config, lifecycle, providers }) {
        const provider = new PostgresqlProvider({
          clusters: readClusterOptions(config),
        });
        lifecycle.addShutdownHook(() => provider.close());
        providers.addProvider(provider);
      },
    });
  },
});
