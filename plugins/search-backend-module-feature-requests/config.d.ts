import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  search?: {
    collators?: {
      featureRequests?: {
        /** How often requests are indexed; every 10 minutes by default. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /**
         * Where the page of a request is; `/requests/:id` by default.
         */
        locationTemplate?: string;
      };
    };
  };
}
