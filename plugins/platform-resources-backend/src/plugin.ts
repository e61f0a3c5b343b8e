import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  platformActionsUsePermission,
  platformApplicationPermissions,
  platformChangePermissions,
  platformResourcePermissions,
} from '@commonhold/plugin-platform-resources-common';
import { platformResourceProvidersExtensionPoint } from '@commonhold/plugin-platform-resources-node';
import { tenancyServiceRef } from '@commonhold/plugin-tenancy-node';
import { registerApplicationActions } from './actions/registerApplicationActions';
import { registerResourceActions } from './actions/registerResourceActions';
import { assembleApplications } from './applications';
import { assembleChanges } from './changes';
import { createWatcherMeter } from './metrics';
import { assembleOperations } from './operations';
import { readOperationSettings } from './operationSettings';
import { AudienceDecisions } from './permissions/AudienceDecisions';
import {
  applicationResourceRef,
  applicationRules,
  changeResourceRef,
  changeRules,
  resourceResourceRef,
  resourceRules,
} from './permissions/resourceRefs';
import { ProviderRegistry } from './providers/ProviderRegistry';
import { createRouter } from './router/createRouter';
import { AuthorizedApplicationService } from './services/applications/AuthorizedApplicationService';
import { RepositoryWatcher } from './services/applications/RepositoryWatcher';
import { UsageService } from './services/applications/UsageService';
import { AuthorizedChangeService } from './services/changes/AuthorizedChangeService';
import { HealthService } from './services/HealthService';
import { ExpiryWatch } from './services/expiry/ExpiryWatch';
import { DriftAdoption } from './services/drift/DriftAdoption';
import { AuthorizedOperationService } from './services/operations/AuthorizedOperationService';
import { AuthorizedResourceService } from './services/resources/AuthorizedResourceService';
import { readRepositorySettings } from './settings';
import { openDatabase } from './store/database';
import {
  scheduleApplicationTasks,
  scheduleChangeTasks,
  scheduleOperationTasks,
} from './tasks';

/** How many repositories one replica looks at side by side. */
const PARALLEL_LOOKS = 4;

/**
 * Platform resources: declared in Git, planned, approved, applied, watched, undone.
 *
 * @public
 */
export const platformResourcesPlugin = createBackendPlugin({
  pluginId: 'platform-resources',
  register(env) {
    const providers = new ProviderRegistry();
    env.registerExtensionPoint(
      platformResourceProvidersExtensionPoint,
      providers,
    );
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        tenancy: tenancyServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init({
        actionsRegistry,
        auditor,
        auth,
        catalog,
        config,
        database,
        discovery,
        events,
        httpAuth,
        httpRouter,
        lifecycle,
        logger,
        metrics,
        notifications,
        permissions,
        permissionsRegistry,
        scheduler,
        signals,
        tenancy,
        userInfo,
      }) {
        const settings = readRepositorySettings(config);
        const knex = await openDatabase(database);
        const decisions = new AudienceDecisions(
          permissions,
          permissionsRegistry,
        );
        const applications = assembleApplications({
          auditor,
          auth,
          catalog,
          discovery,
          integrations: ScmIntegrations.fromConfig(config),
          knex,
          logger,
          settings,
        });

        const operations = assembleOperations({
          actionsOf: async component => {
            const { byOverlay } = await applications.components.get();
            return (
              [...byOverlay.values()].find(({ ref }) => ref === component)
                ?.actions ?? []
            );
          },
          auditor,
          knex,
          limitsOf: tenant => applications.limits.of(tenant),
          logger,
          metrics,
          providers,
          settings: readOperationSettings(config),
          signals,
        });
        const changes = assembleChanges({
          applications,
          auditor,
          auth,
          catalog,
          decisions,
          declarations: operations.declarations,
          knex,
          logger,
          planner: operations.planner,
          providers,
          resources: operations.resources,
          tenancy,
          userInfo,
        });

        permissionsRegistry.addResourceType({
          resourceRef: applicationResourceRef,
          permissions: platformApplicationPermissions,
          rules: applicationRules,
          getResources: async refs => {
            const found = await applications.store.byRefs(refs);
            return refs.map(ref => found.find(item => item.ref === ref));
          },
        });

        permissionsRegistry.addResourceType({
          resourceRef: changeResourceRef,
          permissions: platformChangePermissions,
          rules: changeRules,
          getResources: async ids => {
            const found = await changes.store.byIds(ids);
            return ids.map(id => found.find(item => item.id === id));
          },
        });

        permissionsRegistry.addResourceType({
          resourceRef: resourceResourceRef,
          permissions: platformResourcePermissions,
          rules: resourceRules,
          getResources: async ids => {
            const found = await operations.resources.owned(ids);
            return ids.map(id => found.get(id));
          },
        });

        permissionsRegistry.addPermissions([platformActionsUsePermission]);

        const applicationService = new AuthorizedApplicationService(
          applications.service,
          decisions,
        );
        const changeService = new AuthorizedChangeService(
          changes.service,
          decisions,
          changes.people,
        );

        const resourceService = new AuthorizedResourceService(
          operations.resourceService,
          operations.actionRunner,
          decisions,
        );
        const operationService = new AuthorizedOperationService(
          operations.operationService,
          decisions,
        );

        httpRouter.addAuthPolicy({ path: '/health', allow: 'unauthenticated' });
        httpRouter.use(
          await createRouter({
            httpAuth,
            applications: applicationService,
            usage: new UsageService(applications.store),
            changes: changeService,
            bulkChanges: changes.bulkService,
            resources: resourceService,
            operations: operationService,
            adoption: new DriftAdoption({
              resources: resourceService,
              changes: changeService,
              hasInstances: async overlay => {
                const { byOverlay } = await applications.components.get();
                return byOverlay.get(overlay)?.instances !== undefined;
              },
            }),
            health: new HealthService(applications.store),
          }),
        );

        registerResourceActions(actionsRegistry, {
          resources: resourceService,
          operations: operationService,
        });
        registerApplicationActions(actionsRegistry, {
          applications: applicationService,
          changes: changeService,
        });

        await scheduleApplicationTasks({
          scheduler,
          events,
          settings,
          sync: applications.sync,
          applications: applications.store,
          watcher: new RepositoryWatcher({
            applications: applications.store,
            components: applications.components,
            mirrors: applications.mirrors,
            resolutions: applications.resolutions,
            listeners: [changes.driver],
            logger,
            meter: createWatcherMeter(metrics),
            everyMs: settings.everyMs,
            parallel: PARALLEL_LOOKS,
          }),
        });
        await scheduleChangeTasks({
          scheduler,
          driver: changes.driver,
          bulkDriver: changes.bulkDriver,
        });
        await scheduleOperationTasks({
          scheduler,
          scanner: operations.driftScanner,
          operations: operations.operations,
          expiry: new ExpiryWatch({
            resources: operations.resources,
            notifications,
            ownerOf: async ref =>
              (await applications.store.byRefs([ref]))[0]?.owner ?? null,
            logger,
          }),
        });
        lifecycle.addStartupHook(() => operations.queue.start());
        lifecycle.addShutdownHook(() => operations.queue.stop());
      },
    });
  },
});
