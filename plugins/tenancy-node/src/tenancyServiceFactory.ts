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
 * How old an answer may be. Together with the catalog's own work on a change
 * this keeps revocation below 5 seconds.
 */
const CALLER_TTL_MS = 2_000;

/**
 * Asks the tenancy backend. All plugins of a process share what they learn.
 *
 * @public
 */
export const tenancyServiceFactory = createServiceFactory({
  service: tenancyServiceRef,
  deps: { auth: coreServices.auth, discovery: coreServices.discovery },
  createRootContext: () =>
    new BriefCache<Caller>({ ttlMs: CALLER_TTL_MS, maxEntries: 10_000 }),
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
