import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { Audience } from './audience';
import { TenantId } from './tenant';

/**
 * What the catalog processor writes to `metadata.tenancy` of every entity.
 *
 * @public
 */
export type TenancyStamp = {
  /** `null` if it belongs to no tenant: only operators see it. */
  readonly tenant: TenantId | null;
  readonly audience: readonly Audience[];
};

/** @public */
export const ANNOTATION_VISIBILITY = 'commonhold.io/visibility';

/** @public */
export const ANNOTATION_SHARED_WITH = 'commonhold.io/shared-with';

/**
 * Keys of the catalog's search table, for filters and permission conditions.
 *
 * @public
 */
export const STAMP_AUDIENCE_KEY = 'metadata.tenancy.audience';

/** @public */
export const STAMP_TENANT_KEY = 'metadata.tenancy.tenant';

/**
 * @returns the stamp of an entity as read from the catalog, or `undefined` if
 *   it was ingested without tenancy
 * @public
 */
export function readStamp(entity: Entity): TenancyStamp | undefined {
  const stamp = entity.metadata.tenancy;
  if (!isObject(stamp) || !Array.isArray(stamp.audience)) {
    return undefined;
  }
  return {
    tenant:
      typeof stamp.tenant === 'string' ? (stamp.tenant as TenantId) : null,
    audience: stamp.audience.filter(isAudience),
  };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAudience(value: unknown): value is Audience {
  return (
    typeof value === 'string' &&
    (value === 'everyone' ||
      value === 'operators' ||
      /^(tenant|group|user):./.test(value))
  );
}
