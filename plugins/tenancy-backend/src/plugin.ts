import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { Tenant, tenancyPermissions } from '@commonhold/plugin-tenancy-common';
import express from 'express';
import { registerTenantActions } from './actions/registerTenantActions';
import { requestQuotaServiceRef } from './gate/requestQuotaServiceRef';
import {
  isOneOf,
  tenantPermissionResourceRef,
} from './permissions/tenantRules';
import { createDirectoryRouter } from './router/createDirectoryRouter';
import { createRouter } from './router/createRouter';
import { TenantDecisions } from './permissions/TenantDecisions';
import { AuthorizedAccessService } from './services/AuthorizedAccessService';
import { AuthorizedTenantEditor } from './services/AuthorizedTenantEditor';
import { AuthorizedTenantService } from './services/AuthorizedTenantService';
import { AuthorizedUnassignedService } from './services/AuthorizedUnassignedService';
import { AuthorizedViewAsService } from './services/AuthorizedViewAsService';
import { CallerService } from './services/CallerService';
import { ActorService } from './services/ActorService';
import { AuthorizedLocationService } from './services/AuthorizedLocationService';
import { DefaultAccessService } from './services/DefaultAccessService';
import { DefaultLocationService } from './services/DefaultLocationService';
import { DefaultTenantEditor } from './services/DefaultTenantEditor';
import { DefaultTenantService } from './services/DefaultTenantService';
import { DefaultUnassignedService } from './services/DefaultUnassignedService';
import { DefaultViewAsService } from './services/DefaultViewAsService';
import { DirectoryService } from './services/DirectoryService';
import { EventService } from './services/EventService';
import { GroupSync } from './services/GroupSync';
import { HealthService } from './services/HealthService';
import { SourceLoader } from './services/SourceLoader';
import { EntityFileReader } from './sources/EntityFileReader';
import { SourceReader, readSourceLocations } from './sources/readSource';
import { openDatabase } from './store/database';
import { DirectoryStore } from './store/DirectoryStore';
import { EventStore } from './store/EventStore';
import { LocationStore } from './store/LocationStore';
import { RefusalStore } from './store/RefusalStore';
import { RequestCountStore } from './store/RequestCountStore';
import { SourceStore } from './store/SourceStore';
import { TenantStore } from './store/TenantStore';
import { ViewingStore } from './store/ViewingStore';
import { scheduleTasks } from './tasks';

/**
 * Tenants: where they are declared, who is in them, and what belongs to them.
 *
 * @public
 */
export const tenancyPlugin = createBackendPlugin({
  pluginId: 'tenancy',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        requestQuota: requestQuotaServiceRef,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
      },
      async init({
        actionsRegistry,
        auditor,
        auth,
        catalog,
        config,
        database,
        httpAuth,
        httpRouter,
        logger,
        permissions,
        permissionsRegistry,
        requestQuota,
        scheduler,
        urlReader,
      }) {
        const groupRefs = (key: string) =>
          (config.getOptionalStringArray(key) ?? []).map(ref =>
            stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'group' })),
          );
        const locations = readSourceLocations(config);
        const knex = await openDatabase(database);
        const stores = {
          tenants: TenantStore.create(knex),
          sources: SourceStore.create(knex),
          directory: DirectoryStore.create(knex),
          refusals: RefusalStore.create(knex),
          events: EventStore.create(knex),
          locations: LocationStore.create(knex),
          viewings: ViewingStore.create(knex),
        };
        requestQuota.shareThrough(RequestCountStore.create(knex), logger);
        const directory = new DirectoryService(stores);
        const events = new EventService(stores.events);
        const decisions = new TenantDecisions(permissions, permissionsRegistry);
        const callers = new CallerService({
          catalog,
          auth,
          stores,
          operators: groupRefs('tenancy.operators'),
          auditors: groupRefs('tenancy.auditors'),
        });

        const actors = new ActorService({ auth, callers });

        permissionsRegistry.addResourceType({
          resourceRef: tenantPermissionResourceRef,
          permissions: tenancyPermissions,
          rules: [isOneOf],
          getResources: async refs => {
            const found = new Map<string, Tenant>(
              (await stores.tenants.byIds(refs)).map(tenant => [
                tenant.id,
                tenant,
              ]),
            );
            return refs.map(ref => found.get(ref));
          },
        });
        const tenants = new AuthorizedTenantService(
          new DefaultTenantService({ callers, catalog, auth, stores }),
          decisions,
        );
        const editor = new AuthorizedTenantEditor(
          new DefaultTenantEditor({
            auditor,
            auth,
            catalog,
            directory,
            events,
            stores,
          }),
          { actors, decisions, tenants: stores.tenants },
        );
        const registered = new AuthorizedLocationService(
          new DefaultLocationService({
            auditor,
            files: new EntityFileReader(urlReader),
            stores,
          }),
          { actors, decisions, tenants: stores.tenants },
        );
        const unassigned = new AuthorizedUnassignedService(
          new DefaultUnassignedService({ catalog, auth, stores }),
          decisions,
        );
        const access = new AuthorizedAccessService(
          new DefaultAccessService({ auth, callers, catalog, stores }),
          decisions,
          stores.tenants,
        );
        const viewAs = new AuthorizedViewAsService(
          new DefaultViewAsService({ auditor, stores }),
          decisions,
          stores.tenants,
        );
        const health = new HealthService({
          configured: locations.map(({ id }) => id),
          sources: stores.sources,
        });

        httpRouter.addAuthPolicy({ path: '/health', allow: 'unauthenticated' });
        httpRouter.use(
          express
            .Router()
            .use(
              '/directory',
              createDirectoryRouter({ httpAuth, directory, callers, stores }),
            ),
        );
        httpRouter.use(
          await createRouter({
            httpAuth,
            tenants,
            editor,
            unassigned,
            access,
            viewAs,
            locations: registered,
            health,
          }),
        );

        registerTenantActions(actionsRegistry, {
          tenants,
          editor,
          access,
          locations: registered,
        });

        await scheduleTasks({
          scheduler,
          config,
          stores,
          sync: new GroupSync({ catalog, auth, directory }),
          loader: new SourceLoader({
            locations,
            reader: new SourceReader(urlReader),
            stores,
            directory,
            events,
            catalog,
            auth,
            auditor,
            logger,
          }),
        });
      },
    });
  },
});
