import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { tenancyServiceRef } from '@commonhold/plugin-tenancy-node';
import { PolicyGuard } from './policyGuard';

/**
 * The policy of tenancy, in two parts that belong to one backend.
 *
 * @example
 * ```ts
 * const { permissionModuleTenancy, policyMiddleware } = createTenancyPolicy();
 * const backend = createSpecializedBackend({
 *   defaultServiceFactories,
 *   extensionPointFactoryMiddleware: [policyMiddleware],
 * });
 * backend.add(permissionModuleTenancy);
 * backend.add(import('…your own policy…'));
 * ```
 *
 * @public
 */
export function createTenancyPolicy() {
  const guard = new PolicyGuard();
  const permissionModuleTenancy = createBackendModule({
    pluginId: 'permission',
    moduleId: 'tenancy',
    register(env) {
      env.registerInit({
        deps: {
          config: coreServices.rootConfig,
          logger: coreServices.logger,
          tenancy: tenancyServiceRef,
          // The middleware runs only where somebody asks for the point.
          _policy: policyExtensionPoint,
        },
        async init({ config, logger, tenancy }) {
          if (!guard.isInstalled()) {
            throw new Error(
              'The permission policy does not pass through tenancy: give policyMiddleware of the same createTenancyPolicy() to createSpecializedBackend',
            );
          }
          if (config.getOptionalBoolean('permission.enabled') !== true) {
            throw new Error(
              'Set permission.enabled to true: without it tenants would see each other',
            );
          }
          guard.provide({
            tenancy,
            logger,
            opened: new Set(
              config.getOptionalStringArray('tenancy.permissions.open') ?? [],
            ),
          });
        },
      });
    },
  });
  return { permissionModuleTenancy, policyMiddleware: guard.middleware };
}
