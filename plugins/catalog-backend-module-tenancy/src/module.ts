import {
  RootConfigService,
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { catalogModelExtensionPoint } from '@backstage/plugin-catalog-node/alpha';
import { ScmIntegrations } from '@backstage/integration';
import {
  StampLookup,
  tenantDirectoryServiceRef,
} from '@commonhold/plugin-tenancy-node';
import { createEntityParser } from './createEntityParser';
import { ReadGuardProcessor } from './ReadGuardProcessor';
import { RefusalReporter } from './RefusalReporter';
import { isInAudience } from './rules/isInAudience';
import { isOwnedByTenant } from './rules/isOwnedByTenant';
import { StampAnnouncer } from './StampAnnouncer';
import { TenancyProcessor } from './TenancyProcessor';
import { TenantLocationProvider } from './TenantLocationProvider';
import { TenantEntityProvider } from './TenantEntityProvider';

/** How old the audience of an entity may be that another one names. */
const STAMP_TTL_MS = 2_000;

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
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        model: catalogModelExtensionPoint,
        permissionsRegistry: coreServices.permissionsRegistry,
        processing: catalogProcessingExtensionPoint,
      },
      async init({
        auth,
        catalog,
        config,
        directory,
        lifecycle,
        logger,
        model,
        permissionsRegistry,
        processing,
      }) {
        const reporter = new RefusalReporter({ directory, logger });
        const announcer = new StampAnnouncer({
          createLookup: () => new StampLookup({ auth, catalog }),
          rememberedMs: STAMP_TTL_MS,
          logger,
        });
        lifecycle.addShutdownHook(() => announcer.stop());
        const processors = [
          new ReadGuardProcessor({
            directory,
            integrations: ScmIntegrations.fromConfig(config),
            reporter,
          }),
          new TenancyProcessor({
            directory,
            reporter,
            stamps: new StampLookup({ auth, catalog, ttlMs: STAMP_TTL_MS }),
            announcer,
          }),
        ];
        processors.forEach(processor =>
          refuseReordering(config, processor.getProcessorName()),
        );
        processing.addProcessor(...processors);
        processing.addEntityProvider(
          announcer,
          new TenantLocationProvider(directory),
        );
        model.setEntityDataParser(
          createEntityParser({ auth, catalog, directory, reporter }),
        );
        processing.addEntityProvider(
          new TenantEntityProvider({ directory, catalog, auth, logger }),
        );
        permissionsRegistry.addPermissionRules([isInAudience, isOwnedByTenant]);
      },
    });
  },
});

/** Disabled, or in another place, they would not keep tenants apart. */
function refuseReordering(config: RootConfigService, processor: string) {
  const key = `catalog.processorOptions.${processor}`;
  if (config.has(key)) {
    throw new Error(
      `Remove ${key} from the configuration: the processor keeps tenants apart, and does so only in its own place among the others`,
    );
  }
}
