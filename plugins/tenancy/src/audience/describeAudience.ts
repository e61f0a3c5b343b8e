import { TenancyStamp } from '@commonhold/plugin-tenancy-common';

/**
 * Who may see a thing, as one of the few cases that people tell apart.
 *
 * @public
 */
export type AudienceScope =
  /** Whoever is signed in. */
  | { readonly type: 'everyone' }
  /** The members of the tenant that owns it, and nobody else. */
  | { readonly type: 'tenant'; readonly tenant: string }
  /** Tenants besides the one that owns it, or several where none owns it. */
  | {
      readonly type: 'tenants';
      readonly owner: string | null;
      readonly tenants: readonly string[];
    }
  /** One group, or a person; refs such as `group:payments/checkout`. */
  | { readonly type: 'private'; readonly refs: readonly string[] }
  /** It belongs to no tenant, so only operators see it. */
  | { readonly type: 'unassigned' };

const TENANT_PREFIX = 'tenant:';

/**
 * Reads the audience of a stamp. The widest value wins: where everyone may see
 * a thing it does not matter who else is named.
 *
 * @public
 */
export function describeAudience(stamp: TenancyStamp): AudienceScope {
  if (stamp.audience.includes('everyone')) {
    return { type: 'everyone' };
  }

  const tenants = stamp.audience
    .filter(value => value.startsWith(TENANT_PREFIX))
    .map(value => value.slice(TENANT_PREFIX.length));
  const others = tenants.filter(tenant => tenant !== stamp.tenant);
  if (others.length > 0) {
    return others.length === 1 && stamp.tenant === null
      ? { type: 'tenant', tenant: others[0] }
      : { type: 'tenants', owner: stamp.tenant, tenants: others };
  }
  if (tenants.length > 0) {
    return { type: 'tenant', tenant: tenants[0] };
  }

  const refs = stamp.audience.filter(
    value => value.startsWith('group:') || value.startsWith('user:'),
  );
  return refs.length > 0 ? { type: 'private', refs } : { type: 'unassigned' };
}
