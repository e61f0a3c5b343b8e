import {
  RootConfigService,
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { tenantDirectoryServiceRef } from '@commonhold/plugin-tenancy-node';
import { isInAudience } from './rules/isInAudience';
import { isOwnedByTenant } from './rules/isOwnedByTenant';
import { TenancyProcessor } from './TenancyProcessor';
import { TenantEntityProvider } from './TenantEntityProvider';

/**
 * Stamps the audience on every entity, shows tenants in the catalog, and gives
 * policies the rules to tell what is whose.
 *
 * @public
 */
export const catalogModuleTenancy = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'tenancy',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        directory: tenantDirectoryServiceRef,
        logger: coreServices.logger,
        permissionsRegistry: coreServices.permissionsRegistry,
        processing: catalogProcessingExtensionPoint,
      },
      async init({
        auth,
        catalog,
        config,
        directory,
        logger,
        permissionsRegistry,
        processing,
      }) {
        const processor = new TenancyProcessor({ directory, logger });
        refuseReordering(config, processor.getProcessorName());
        processing.addProcessor(processor);
        processing.addEntityProvider(
          new TenantEntityProvider({ directory, catalog, auth, logger }),
        );
        permissionsRegistry.addPermissionRules([isInAudience, isOwnedByTenant]);
      },
    });
  },
});

/** Disabled, or before other processors, it would not be the last word. */
function refuseReordering(config: RootConfigService, processor: string) {
  const key = `catalog.processorOptions.${processor}`;
  if (config.has(key)) {
    throw new Error(
      `Remove ${key} from the configuration: the processor keeps tenants apart and has to run last`,
    );
  }
}
