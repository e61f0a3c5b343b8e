import { storageApiRef, useApi } from '@backstage/core-plugin-api';
import {
  MeResponse,
  TenantMembership,
} from '@commonhold/plugin-tenancy-common';
import { useCallback, useMemo } from 'react';
import useObservable from 'react-use/esm/useObservable';

const BUCKET = 'commonhold.tenancy';
const KEY = 'current-tenant';

/**
 * The tenant that a person of several works in, kept for them wherever they
 * sign in if the portal stores user settings. Others have no choice.
 *
 * @param me - absent while it is being loaded
 * @public
 */
export function useCurrentTenant(me: MeResponse | undefined): {
  /** Absent while it is not known, and for people without a tenant. */
  readonly current: TenantMembership | undefined;
  choose(tenantId: string): void;
} {
  const storage = useApi(storageApiRef).forBucket(BUCKET);
  const changes = useMemo(() => storage.observe$<string>(KEY), [storage]);
  const kept = useObservable(changes, storage.snapshot<string>(KEY));
  const choose = useCallback(
    (tenantId: string) => {
      // Where it cannot be kept it holds until the next reload.
      storage.set(KEY, tenantId).catch(() => {});
    },
    [storage],
  );
  const tenants = me?.tenants ?? [];
  const unknown = tenants.length > 1 && kept.presence === 'unknown';
  const current = unknown
    ? undefined
    : tenants.find(({ id }) => id === kept.value) ?? tenants[0];
  return { current, choose };
}
