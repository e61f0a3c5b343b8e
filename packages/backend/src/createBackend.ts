import { createSpecializedBackend } from '@backstage/backend-app-api';
import { defaultServiceFactories } from '@backstage/backend-defaults';
import { createTenancySignIn } from '@commonhold/plugin-auth-backend-module-tenancy';
import { createTenancyPolicy } from '@commonhold/plugin-permission-backend-module-tenancy';
import { createTenancySearch } from '@commonhold/plugin-search-backend-module-tenancy';

/** The backend of the demo portal, not yet started. */
export function createBackend() {
  const { permissionModuleTenancy, policyMiddleware } = createTenancyPolicy();
  const { searchModuleTenancy, searchMiddleware } = createTenancySearch();
  const { authModuleTenancy, signInMiddleware } = createTenancySignIn();
  const backend = createSpecializedBackend({
    defaultServiceFactories,
    extensionPointFactoryMiddleware: [
      policyMiddleware,
      signInMiddleware,
      ...searchMiddleware,
    ],
  });

  backend.add(import('@backstage/plugin-app-backend'));
  backend.add(import('@backstage/plugin-proxy-backend'));
  backend.add(import('@backstage/plugin-devtools-backend'));
  backend.add(import('@backstage/plugin-events-backend'));
  backend.add(import('@backstage/plugin-kubernetes-backend'));
  backend.add(import('@backstage/plugin-mcp-actions-backend'));
  backend.add(import('@backstage/plugin-notifications-backend'));
  backend.add(import('@backstage/plugin-signals-backend'));
  backend.add(import('@backstage/plugin-user-settings-backend'));

  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(import('@commonhold/plugin-auth-backend-module-personas'));

  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
  backend.add(
    import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
  );
  backend.add(import('@backstage/plugin-catalog-backend-module-unprocessed'));

  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(
    import('@backstage/plugin-permission-backend-module-allow-all-policy'),
  );

  backend.add(import('@backstage/plugin-scaffolder-backend'));
  backend.add(
    import('@backstage/plugin-scaffolder-backend-module-notifications'),
  );

  backend.add(import('@backstage/plugin-search-backend'));
  // Leaves the search to the lunr of tenancy where the database is not PostgreSQL.
  backend.add(import('@backstage/plugin-search-backend-module-pg'));
  backend.add(import('@backstage/plugin-search-backend-module-catalog'));
  backend.add(import('@backstage/plugin-search-backend-module-techdocs'));

  backend.add(import('@backstage/plugin-techdocs-backend'));
  backend.add(import('./techdocs'));

  backend.add(import('@commonhold/plugin-tenancy-backend'));
  backend.add(import('@commonhold/plugin-catalog-backend-module-tenancy'));
  backend.add(authModuleTenancy);
  backend.add(permissionModuleTenancy);
  backend.add(searchModuleTenancy);

  backend.add(
    import('@commonhold/plugin-catalog-backend-module-platform-resources'),
  );
  backend.add(import('@commonhold/plugin-platform-resources-backend'));
  backend.add(
    import('@commonhold/plugin-platform-resources-backend-module-gitops'),
  );
  backend.add(
    import('@commonhold/plugin-platform-resources-backend-module-postgresql'),
  );
  backend.add(
    import('@commonhold/plugin-platform-resources-backend-module-prometheus'),
  );

  backend.add(import('@commonhold/plugin-feature-requests-backend'));
  backend.add(
    import('@commonhold/plugin-search-backend-module-feature-requests'),
  );

  return backend;
}
