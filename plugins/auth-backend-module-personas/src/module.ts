import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { createPersonaAuthenticator } from './authenticator';
import { Persona, readPersonas } from './personas';
import { refuseProduction } from './refuseProduction';

/**
 * Sign in as one of the personas of a demo estate, for development only.
 *
 * @public
 */
export const authModulePersonas = createBackendModule({
  pluginId: 'auth',
  moduleId: 'personas',
  register(env) {
    refuseProduction(process.env.NODE_ENV);
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, logger, providers }) {
        const personas = readPersonas(config);
        providers.registerProvider({
          providerId: 'personas',
          factory: createProxyAuthProviderFactory<Persona>({
            authenticator: createPersonaAuthenticator(personas),
            signInResolver: async ({ result: { userEntityRef } }, context) =>
              context.signInWithCatalogUser({ entityRef: userEntityRef }),
          }),
        });
        logger.warn(
          `Anybody can sign in as one of ${personas.length} personas: for development only`,
        );
      },
    });
  },
});
