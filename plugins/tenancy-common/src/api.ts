import { Tenant, TenantId, TenantRole, TenantState } from './tenant';

/**
 * A page of a list. `nextCursor` is absent on the last one.
 *
 * @public
 */
export type Page<T> = {
  readonly items: readonly T[];
  readonly totalItems: number;
  readonly nextCursor?: string;
};

/** @public */
export type TenantMembership = {
  readonly id: TenantId;
  readonly title: string;
  readonly description: string;
  readonly state: TenantState;
  readonly platform: boolean;
  readonly role: TenantRole;
};

/**
 * Answer of `GET /me`.
 *
 * @public
 */
export type MeResponse = {
  readonly userEntityRef: string;
  readonly operator: boolean;
  readonly auditor: boolean;
  readonly tenants: readonly TenantMembership[];
};

/** @public */
export type TenantMember = {
  readonly userEntityRef: string;
  /** The display name, or the name of the entity where there is none. */
  readonly title: string;
  /** Groups of the tenant that the person is directly in. */
  readonly groups: readonly string[];
  readonly admin: boolean;
};

/**
 * Why an entity was refused.
 *
 * @public
 */
export type RefusalCode =
  | 'TENANT_CONFLICT'
  | 'TENANT_IMPOSTOR'
  | 'STAMP_DECLARED'
  | 'VISIBILITY_INVALID'
  | 'MEMBERSHIP_CONFLICT';

/**
 * An entity of a tenant's own repository that the catalog refused.
 *
 * @public
 */
export type Refusal = {
  readonly entityRef: string;
  /** Where it was read from, such as `url:https://…/catalog-info.yaml`. */
  readonly location: string;
  readonly code: RefusalCode;
  readonly message: string;
  /** ISO 8601. */
  readonly firstSeenAt: string;
  /** ISO 8601. */
  readonly lastSeenAt: string;
};

/**
 * - `ok`: what the file says is what the portal does
 * - `failing`: it says something that cannot be; the last good version holds
 * - `waiting`: it names groups that the starting catalog does not know yet
 *
 * @public
 */
export type TenantSourceState = 'ok' | 'failing' | 'waiting';

/** @public */
export type TenantSourceStatus = {
  readonly id: string;
  readonly state: TenantSourceState;
  readonly message: string | null;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number | null;
  /** Counted from 1. */
  readonly column: number | null;
  /** Tenants that it declares in the version that holds. */
  readonly tenants: number;
  /** ISO 8601, of the version that holds. */
  readonly loadedAt: string | null;
  /** ISO 8601. */
  readonly checkedAt: string | null;
};

/** @public */
export type TenantsPage = Page<Tenant>;
