import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { platformResourceProvidersExtensionPoint } from '@commonhold/plugin-platform-resources-node';
import { PowerdnsProvider } from './PowerdnsProvider';
import { readServerOptions } from './serverOptions';

/**
 * Adds the provider `powerdns`.
 *
 * @public
 */
export const platformResourcesModulePowerdns = createBackendModule({
  pluginId: 'platform-resources',
  moduleId: 'powerdns',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        providers: platformResourceProvidersExtensionPoint,
      },
      async init({ config, providers }) {
        providers.addProvider(
          new PowerdnsProvider({ servers: readServerOptions(config) }),
        );
      },
    });
  },
});
