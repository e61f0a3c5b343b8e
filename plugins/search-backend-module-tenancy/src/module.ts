import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { searchEngineRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import {
  StampLookup,
  tenancyServiceRef,
  tenantDirectoryServiceRef,
} from '@commonhold/plugin-tenancy-node';
import { ResultAuthorizer } from './authorization/ResultAuthorizer';
import { EntityAudiences } from './indexing/EntityAudiences';
import { SearchGuard } from './SearchGuard';

/** As upstream has it: so long may a scan for allowed results take. */
const DEFAULT_BUDGET_MS = 1_000;

/**
 * The tenant filter of search, in two parts that belong to one backend.
 *
 * @example
 * ```ts
 * const { searchModuleTenancy, searchMiddleware } = createTenancySearch();
 * const backend = createSpecializedBackend({
 *   defaultServiceFactories,
 *   extensionPointFactoryMiddleware: [policyMiddleware, ...searchMiddleware],
 * });
 * backend.add(searchModuleTenancy);
 * backend.add(import('@backstage/plugin-search-backend'));
 * ```
 *
 * @public
 */
export function createTenancySearch() {
  const guard = new SearchGuard();
  const searchModuleTenancy = createBackendModule({
    pluginId: 'search',
    moduleId: 'tenancy',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          config: coreServices.rootConfig,
          directory: tenantDirectoryServiceRef,
          logger: coreServices.logger,
          permissions: coreServices.permissions,
          tenancy: tenancyServiceRef,
          // The middleware runs only where somebody asks for the point.
          _engine: searchEngineRegistryExtensionPoint,
        },
        async init({
          auth,
          catalog,
          config,
          directory,
          logger,
          permissions,
          tenancy,
        }) {
          // The point that this module asks for has passed the middleware by now.
          if (!guard.isGuarding()) {
            throw new Error(
              'Search does not pass through tenancy: give searchMiddleware of the same createTenancySearch() to createSpecializedBackend',
            );
          }
          guard.provide({
            auth,
            logger,
            tenancy,
            createEntityAudiences: () =>
              new EntityAudiences(
                new StampLookup({ auth, catalog }),
                directory,
              ),
            publicTypes: new Set(
              config.getOptionalStringArray('tenancy.search.public') ?? [],
            ),
            authorizer: new ResultAuthorizer({
              permissions,
              permissionOf: type => guard.permissionOf(type),
            }),
            documentTypes: () => guard.documentTypes(),
            budgetMs:
              config.getOptionalNumber(
                'search.permissions.queryLatencyBudgetMs',
              ) ?? DEFAULT_BUDGET_MS,
          });
        },
      });
    },
  });
  return { searchModuleTenancy, searchMiddleware: guard.middleware };
}
