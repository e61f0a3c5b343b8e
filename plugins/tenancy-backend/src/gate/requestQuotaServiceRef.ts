import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { RequestQuota } from './RequestQuota';

/** One for all gates of a process. The tenancy plugin lets it share with other replicas. */
export const requestQuotaServiceRef = createServiceRef<RequestQuota>({
  id: 'commonhold.tenancy-request-quota',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => new RequestQuota(),
    }),
});
