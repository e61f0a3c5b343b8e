import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { platformResourceProvidersExtensionPoint } from '@commonhold/plugin-platform-resources-node';
import { GitopsProvider } from './GitopsProvider';
import { readRepositories } from './repositories';

/**
 * Adds the provider `gitops`.
 *
 * @public
 */
export const platformResourcesModuleGitops = createBackendModule({
  pluginId: 'platform-resources',
  moduleId: 'gitops',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        providers: platformResourceProvidersExtensionPoint,
      },
      async init({ config, providers }) {
        providers.addProvider(
          new GitopsProvider({ repositories: readRepositories(config) }),
        );
      },
    });
  },
});
