import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { RequestCollatorFactory } from './RequestCollatorFactory';

const KEY = 'search.collators.featureRequests';

const DEFAULT_SCHEDULE = {
  frequency: { minutes: 10 },
  timeout: { minutes: 15 },
  initialDelay: { seconds: 10 },
};

/**
 * Feature requests in the search of the portal.
 *
 * @public
 */
export const searchModuleFeatureRequests = createBackendModule({
  pluginId: 'search',
  moduleId: 'feature-requests-collator',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        indexRegistry: searchIndexRegistryExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, config, discovery, indexRegistry, scheduler }) {
        const schedule = config.has(`${KEY}.schedule`)
          ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
              config.getConfig(`${KEY}.schedule`),
            )
          : DEFAULT_SCHEDULE;
        indexRegistry.addCollator({
          schedule: scheduler.createScheduledTaskRunner(schedule),
          factory: new RequestCollatorFactory({
            auth,
            discovery,
            locationTemplate:
              config.getOptionalString(`${KEY}.locationTemplate`) ??
              '/requests/:id',
          }),
        });
      },
    });
  },
});
