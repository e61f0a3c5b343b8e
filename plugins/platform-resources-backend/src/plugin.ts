import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { platformApplicationPermissions } from '@commonhold/plugin-platform-resources-common';
import { assembleApplications } from './applications';
import { createWatcherMeter } from './metrics';
import { AudienceDecisions } from './permissions/AudienceDecisions';
import {
  applicationResourceRef,
  applicationRules,
} from './permissions/resourceRefs';
import { createRouter } from './router/createRouter';
import { AuthorizedApplicationService } from './services/applications/AuthorizedApplicationService';
import { RepositoryWatcher } from './services/applications/RepositoryWatcher';
import { UsageService } from './services/applications/UsageService';
import { HealthService } from './services/HealthService';
import { readRepositorySettings } from './settings';
import { openDatabase } from './store/database';
import { scheduleApplicationTasks } from './tasks';

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

        permissionsRegistry.addResourceType({
          resourceRef: applicationResourceRef,
          permissions: platformApplicationPermissions,
          rules: applicationRules,
          getResources: async refs => {
            const found = await applications.store.byRefs(refs);
            return refs.map(ref => found.find(item => item.ref === ref));
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
            listeners: [],
            logger,
            meter: createWatcherMeter(metrics),
            everyMs: settings.everyMs,
            parallel: PARALLEL_LOOKS,
          }),
        });
      },
    });
  },
});
