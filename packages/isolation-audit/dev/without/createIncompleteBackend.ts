import { createSpecializedBackend } from '@backstage/backend-app-api';
import { defaultServiceFactories } from '@backstage/backend-defaults';
import {
  BackendFeature,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { createTenancyPolicy } from '@commonhold/plugin-permission-backend-module-tenancy';
import { createTenancySearch } from '@commonhold/plugin-search-backend-module-tenancy';
import { tenancyServiceFactory } from '@commonhold/plugin-tenancy-node';
import { addPlugins } from '../stock/createStockBackend';
import { credulousIngestionModule } from './credulousIngestion';

const layers = ['ingestion', 'policy', 'gate', 'search'];

/**
 * The demo portal with tenancy, but for one of its layers: to see that the audit
 * misses it.
 */
export function createIncompleteBackend(without: string | undefined) {
  if (!without || !layers.includes(without)) {
    throw new Error(`There is no layer "${without}"`);
  }
  const { permissionModuleTenancy, policyMiddleware } = createTenancyPolicy();
  const { searchModuleTenancy, searchMiddleware } = createTenancySearch();
  const backend = createSpecializedBackend({
    defaultServiceFactories,
    extensionPointFactoryMiddleware: [
      ...(without === 'policy' ? [] : [policyMiddleware]),
      ...(without === 'search' ? [] : searchMiddleware),
    ],
  });

  addPlugins(backend);
  backend.add(
    import('@backstage/plugin-permission-backend-module-allow-all-policy'),
  );

  if (without === 'gate') {
    // The gate comes with the plugin as one feature, so that nobody forgets it.
    const plugin: Promise<{ default: { tenancyPlugin: BackendFeature } }> =
      import(
        resolvePackagePath(
          '@commonhold/plugin-tenancy-backend',
          'src/plugin.ts',
        )
      );
    backend.add(
      plugin.then(({ default: { tenancyPlugin } }) => ({
        default: tenancyPlugin,
      })),
    );
    backend.add(tenancyServiceFactory);
  } else {
    backend.add(import('@commonhold/plugin-tenancy-backend'));
  }
  backend.add(
    without === 'ingestion'
      ? credulousIngestionModule
      : import('@commonhold/plugin-catalog-backend-module-tenancy'),
  );
  if (without !== 'policy') {
    backend.add(permissionModuleTenancy);
  }
  if (without !== 'search') {
    backend.add(searchModuleTenancy);
  }
  return backend;
}
