import { createSpecializedBackend } from '@backstage/backend-app-api';
import { defaultServiceFactories } from '@backstage/backend-defaults';
import {
  BackendFeature,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { createTenancyPolicy } from '@commonhold/plugin-permission-backend-module-tenancy';
import { createTenancySearch } from '@commonhold/plugin-search-backend-module-tenancy';

/**
 * A portal with what is measured: people, the catalog, permissions and search.
 * The plugins are the same with tenancy and without; tenancy alone is added.
 */
export function createMeasuredBackend(kind: string | undefined) {
  const { permissionModuleTenancy, policyMiddleware } = createTenancyPolicy();
  const { searchModuleTenancy, searchMiddleware } = createTenancySearch();
  const backend = createSpecializedBackend({
    defaultServiceFactories,
    extensionPointFactoryMiddleware:
      kind === 'tenancy' ? [policyMiddleware, ...searchMiddleware] : [],
  });

  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(import('@commonhold/plugin-auth-backend-module-personas'));
  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(import('@backstage/plugin-search-backend'));
  backend.add(import('@backstage/plugin-search-backend-module-pg'));
  backend.add(import('@backstage/plugin-search-backend-module-catalog'));

  switch (kind) {
    case 'tenancy':
      backend.add(
        import('@backstage/plugin-permission-backend-module-allow-all-policy'),
      );
      backend.add(import('@commonhold/plugin-tenancy-backend'));
      backend.add(import('@commonhold/plugin-catalog-backend-module-tenancy'));
      backend.add(permissionModuleTenancy);
      backend.add(searchModuleTenancy);
      break;
    case 'allow-all':
      backend.add(
        import('@backstage/plugin-permission-backend-module-allow-all-policy'),
      );
      break;
    case 'owner':
      backend.add(stockOwnerPolicy());
      break;
    default:
      throw new Error(`There is no portal "${kind}" to measure`);
  }
  return backend;
}

/** The one that the isolation audit compares with. */
function stockOwnerPolicy(): BackendFeature {
  const {
    stockOwnerPolicyModule,
  }: { stockOwnerPolicyModule: BackendFeature } = require(resolvePackagePath(
    '@commonhold/isolation-audit',
    'dev/stock/ownerPolicy.ts',
  ));
  return stockOwnerPolicyModule;
}
