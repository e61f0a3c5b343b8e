import { createSpecializedBackend } from '@backstage/backend-app-api';
import { defaultServiceFactories } from '@backstage/backend-defaults';
import { createTenancyPolicy } from '@commonhold/plugin-permission-backend-module-tenancy';
import { rolesPolicyModule } from './rolesPolicy';

/** A portal that has had roles for long, and adds tenancy to them. */
const { permissionModuleTenancy, policyMiddleware } = createTenancyPolicy();
const backend = createSpecializedBackend({
  defaultServiceFactories,
  extensionPointFactoryMiddleware: [policyMiddleware],
});
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@commonhold/plugin-auth-backend-module-personas'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(rolesPolicyModule);
backend.add(import('@commonhold/plugin-tenancy-backend'));
backend.add(import('@commonhold/plugin-catalog-backend-module-tenancy'));
backend.add(permissionModuleTenancy);
backend.start();
