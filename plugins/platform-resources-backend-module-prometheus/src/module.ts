import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { platformResourceProvidersExtensionPoint } from '@commonhold/plugin-platform-resources-node';
import { PrometheusProvider } from './PrometheusProvider';
import { readServerOptions } from './serverOptions';

/**
 * Adds the provider `prometheus`.
 *
 * @public
 */
export const platformResourcesModulePrometheus = createBackendModule({
  pluginId: 'platform-resources',
  moduleId: 'prometheus',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        providers: platformResourceProvidersExtensionPoint,
      },
      async init({ config, providers }) {
        providers.addProvider(
          new PrometheusProvider({ servers: readServerOptions(config) }),
        );
      },
    });
  },
});
