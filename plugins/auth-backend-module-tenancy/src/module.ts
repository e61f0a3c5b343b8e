import { createBackendModule } from '@backstage/backend-plugin-api';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';
import { tenantDirectoryServiceRef } from '@commonhold/plugin-tenancy-node';
import { SignInGuard } from './SignInGuard';

/**
 * Sign-in of tenants, in two parts that belong to one backend.
 *
 * @example
 * ```ts
 * const { authModuleTenancy, signInMiddleware } = createTenancySignIn();
 * const backend = createSpecializedBackend({
 *   defaultServiceFactories,
 *   extensionPointFactoryMiddleware: [policyMiddleware, signInMiddleware],
 * });
 * backend.add(authModuleTenancy);
 * ```
 *
 * @public
 */
export function createTenancySignIn() {
  const guard = new SignInGuard();
  const authModuleTenancy = createBackendModule({
    pluginId: 'auth',
    moduleId: 'tenancy',
    register(env) {
      env.registerInit({
        deps: {
          directory: tenantDirectoryServiceRef,
          // The middleware runs only where somebody asks for the point.
          _providers: authProvidersExtensionPoint,
        },
        async init({ directory }) {
          if (!guard.isInstalled()) {
            throw new Error(
              'Sign-in does not pass through tenancy: give signInMiddleware of the same createTenancySignIn() to createSpecializedBackend',
            );
          }
          guard.provide(directory);
        },
      });
    },
  });
  return { authModuleTenancy, signInMiddleware: guard.middleware };
}
