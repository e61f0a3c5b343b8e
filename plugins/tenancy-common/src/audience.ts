import { stringifyEntityRef } from '@backstage/catalog-model';
import { TenantId, TenantRole } from './tenant';

/**
 * One value of `metadata.tenancy.audience`. Whoever holds one of the values of
 * an entity may see it.
 *
 * - `tenant:<id>`: the members of a tenant
 * - `everyone`: the members of every internal tenant
 * - `group:<namespace>/<name>`: the members of a group, nested groups included
 * - `user:<namespace>/<name>`: that person, on their own `User` entity
 * - `operators`: those who run the portal, for what belongs to no tenant
 *
 * Always lower case, since the catalog compares lower case. The catalog's
 * search never matches values over 200 characters; the longest possible value
 * is a group ref of 133.
 *
 * @public
 */
export type Audience =
  | `tenant:${string}`
  | 'everyone'
  | `group:${string}`
  | `user:${string}`
  | 'operators';

/** @public */
export const EVERYONE: Audience = 'everyone';

/** @public */
export const OPERATORS: Audience = 'operators';

/** @public */
export function tenantAudience(tenant: TenantId): Audience {
  return `tenant:${tenant}`;
}

/**
 * @param ref - a full entity ref of a group or a user
 * @public
 */
export function entityAudience(ref: string): Audience {
  const normalized = stringifyEntityRef(splitRef(ref));
  if (!normalized.startsWith('group:') && !normalized.startsWith('user:')) {
    throw new RangeError(`${ref} is neither a group nor a user`);
  }
  return normalized as `group:${string}` | `user:${string}`;
}

function splitRef(ref: string) {
  const match = /^([^:/]+):([^:/]+)\/([^:/]+)$/.exec(ref);
  if (!match) {
    throw new RangeError(`"${ref}" is not a full entity ref`);
  }
  return { kind: match[1], namespace: match[2], name: match[3] };
}

/** @public */
export const visibilities = ['tenant', 'shared', 'private'] as const;

/** @public */
export type Visibility = (typeof visibilities)[number];

/**
 * The audience of a thing that a tenant owns.
 *
 * @returns the values without repetition, in an order that does not depend on
 *   the order of `sharedWith`
 * @public
 */
export function audienceOf(options: {
  tenant: TenantId;
  platform: boolean;
  visibility?: Visibility;
  /** Tenants that it is shared with by name. */
  sharedWith?: readonly TenantId[];
  /** The owning group, needed for `private`. */
  owner?: string;
}): Audience[] {
  const { tenant, platform, visibility, sharedWith = [], owner } = options;
  if (visibility === 'private') {
    if (!owner) {
      throw new RangeError('A private thing needs an owning group');
    }
    return [entityAudience(owner)];
  }
  const shared = visibility === 'shared' || (platform && !visibility);
  if (shared && sharedWith.length === 0) {
    return [tenantAudience(tenant), EVERYONE];
  }
  const tenants = new Set<TenantId>(sharedWith);
  tenants.delete(tenant);
  return [
    tenantAudience(tenant),
    ...[...tenants].sort().map(tenantAudience),
    ...(visibility === 'shared' ? [EVERYONE] : []),
  ];
}

/**
 * Whose eyes these are.
 *
 * @public
 */
export type Caller = {
  readonly userEntityRef: string;
  /** Runs the portal: sees all, may change all. */
  readonly operator: boolean;
  /** Sees all, changes nothing. */
  readonly auditor: boolean;
  /** Only tenants that are active now. */
  readonly tenants: readonly CallerTenant[];
  /** Refs of the groups that the person is in, groups above them included. */
  readonly groups: readonly string[];
  /**
   * Set for whoever is in no internal tenant: a partner, a customer, or somebody
   * in no tenant at all. What is shared with everyone is not shared with them.
   */
  readonly external?: boolean;
  /**
   * The tenant that an operator looks at the portal as a member of. Absent for
   * everybody else. Whoever looks changes nothing.
   */
  readonly viewingAs?: TenantId;
};

/** @public */
export type CallerTenant = {
  readonly id: TenantId;
  readonly role: TenantRole;
  /** Ids of the plugins that it may use; `null` means all. */
  readonly plugins: readonly string[] | null;
  /** Of all its members together; `null` means no limit. */
  readonly requestsPerMinute: number | null;
};

/**
 * Everything whose audience has one of these values is visible to the caller.
 * Operators and auditors see all and need no list.
 *
 * @public
 */
export function audienceSeenBy(caller: Caller): Audience[] {
  return [
    ...(caller.external ? [] : [EVERYONE]),
    entityAudience(caller.userEntityRef),
    ...caller.tenants.map(tenant => tenantAudience(tenant.id)),
    ...caller.groups.map(entityAudience),
  ];
}

/** @public */
export function seesAll(caller: Caller): boolean {
  return caller.operator || caller.auditor;
}
