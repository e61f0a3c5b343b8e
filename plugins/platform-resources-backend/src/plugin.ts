import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  platformApplicationPermissions,
  platformChangePermissions,
} from '@commonhold/plugin-platform-resources-common';
import { platformResourceProvidersExtensionPoint } from '@commonhold/plugin-platform-resources-node';
import { tenancyServiceRef } from '@commonhold/plugin-tenancy-node';
import { assembleApplications } from './applications';
import { assembleChanges } from './changes';
import { createWatcherMeter } from './metrics';
import { AudienceDecisions } from './permissions/AudienceDecisions';
import {
  applicationResourceRef,
  applicationRules,
  changeResourceRef,
  changeRules,
} from './permissions/resourceRefs';
import { ProviderRegistry } from './providers/ProviderRegistry';
import { createRouter } from './router/createRouter';
import { AuthorizedApplicationService } from './services/applications/AuthorizedApplicationService';
import { RepositoryWatcher } from './services/applications/RepositoryWatcher';
import { UsageService } from './services/applications/UsageService';
import { AuthorizedChangeService } from './services/changes/AuthorizedChangeService';
import { HealthService } from './services/HealthService';
import { DefaultResourceDeclarations } from './services/resources/DefaultResourceDeclarations';
import { DefaultResourcePlanner } from './services/resources/DefaultResourcePlanner';
import { readRepositorySettings } from './settings';
import { openDatabase } from './store/database';
import { OperationStore } from './store/OperationStore';
import { ResourceStore } from './store/ResourceStore';
import { scheduleApplicationTasks, scheduleChangeTasks } from './tasks';

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
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        tenancy: tenancyServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init({
        auditor,
        auth,
        catalog,
        config,
        database,
        discovery,
        events,
        httpAuth,
        httpRouter,
        logger,
        metrics,
        permissions,
        permissionsRegistry,
        scheduler,
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

        const resources = new ResourceStore(knex);
        const changes = assembleChanges({
          applications,
          auditor,
          auth,
          catalog,
          declarations: new DefaultResourceDeclarations({
            resources,
            operations: new OperationStore(knex),
            providers,
            onQueued: () => {},
          }),
          knex,
          logger,
          planner: new DefaultResourcePlanner(providers),
          providers,
          resources,
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

        httpRouter.addAuthPolicy({ path: '/health', allow: 'unauthenticated' });
        httpRouter.use(
          await createRouter({
            httpAuth,
            applications: new AuthorizedApplicationService(
              applications.service,
              decisions,
            ),
            usage: new UsageService(applications.store),
            changes: new AuthorizedChangeService(
              changes.service,
              decisions,
              changes.people,
            ),
            health: new HealthService(applications.store),
          }),
        );

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
        await scheduleChangeTasks({ scheduler, driver: changes.driver });
      },
    });
  },
});
