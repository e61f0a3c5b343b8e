import { Backend } from '@backstage/backend-app-api';
import { createBackend } from '@backstage/backend-defaults';
import {
  BackendFeature,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { stockOwnerPolicyModule } from './ownerPolicy';

/**
 * The demo portal as it would be without tenancy: the same plugins with a
 * policy of Backstage's own. A test compares the plugins with the demo portal's.
 */
export function createStockBackend(policy: string | undefined) {
  const backend = createBackend();
  addPlugins(backend);
  if (policy === 'owner') {
    backend.add(stockOwnerPolicyModule);
  } else if (policy === 'allow-all') {
    backend.add(
      import('@backstage/plugin-permission-backend-module-allow-all-policy'),
    );
  } else {
    throw new Error(`There is no stock policy "${policy}"`);
  }
  return backend;
}

/** Every plugin of the demo portal, without tenancy and a policy. */
export function addPlugins(backend: Backend) {
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

  backend.add(import('@backstage/plugin-scaffolder-backend'));
  backend.add(
    import('@backstage/plugin-scaffolder-backend-module-notifications'),
  );

  backend.add(import('@backstage/plugin-search-backend'));
  backend.add(import('@backstage/plugin-search-backend-module-pg'));
  backend.add(import('@backstage/plugin-search-backend-module-catalog'));
  backend.add(import('@backstage/plugin-search-backend-module-techdocs'));

  backend.add(import('@backstage/plugin-techdocs-backend'));
  // The demo portal keeps this module to itself: it is no package of its own.
  const demoTechdocs: Promise<{ default: BackendFeature }> = import(
    resolvePackagePath('backend', 'src/techdocs/index.ts')
  );
  backend.add(demoTechdocs);

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
}
