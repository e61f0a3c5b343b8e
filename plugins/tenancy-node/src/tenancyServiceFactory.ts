import {
  BackstageCredentials,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { Caller } from '@commonhold/plugin-tenancy-common';
import { BriefCache } from './BriefCache';
import { TenancyClient } from './TenancyClient';
import { TenancyService, tenancyServiceRef } from './TenancyService';

/**
 * How old an answer of the tenancy service may be, on every replica. Together
 * with the catalog's own work on a change this keeps revocation below 5 seconds.
 *
 * @public
 */
export const CALLER_MAX_AGE_MS = 2_000;

/**
 * Asks the tenancy backend. All plugins of a process share what they learn.
 *
 * @public
 */
export const tenancyServiceFactory = createServiceFactory({
  service: tenancyServiceRef,
  deps: { auth: coreServices.auth, discovery: coreServices.discovery },
  createRootContext: () =>
    new BriefCache<Caller>({ ttlMs: CALLER_MAX_AGE_MS, maxEntries: 10_000 }),
  factory: ({ auth, discovery }, cache): TenancyService => {
    const client = new TenancyClient(auth, discovery);
    const getCallerByRef = (userEntityRef: string) =>
      cache.get(userEntityRef, () => client.getCaller(userEntityRef));
    return {
      getCallerByRef,
      getCaller: async (credentials: BackstageCredentials) =>
        auth.isPrincipal(credentials, 'user')
          ? getCallerByRef(credentials.principal.userEntityRef)
          : undefined,
    };
  },
});
