/**
 * The slug of a tenant, unique in the portal.
 *
 * Lower-case letters, digits and single hyphens, at most 63 characters: the
 * format of a catalog entity name, so that a tenant can be an entity too.
 *
 * @public
 */
export type TenantId = string & { readonly __brand: 'TenantId' };

const TENANT_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** @public */
export function isTenantId(value: string): value is TenantId {
  return value.length <= 63 && TENANT_ID.test(value);
}

/**
 * @throws RangeError if the value is not a slug; the message says what is.
 * @public
 */
export function parseTenantId(value: string): TenantId {
  if (!isTenantId(value)) {
    throw new RangeError(
      `"${value}" is not a tenant id: use lower-case letters, digits and single hyphens, at most 63 characters`,
    );
  }
  return value;
}

/** @public */
export const tenantStates = ['active', 'suspended', 'archived'] as const;

/**
 * `active`: members work in it. `suspended`: its members are out, its things
 * stay. `archived`: closed for good; it owns nothing any more.
 *
 * @public
 */
export type TenantState = (typeof tenantStates)[number];

/** @public */
export const tenantClasses = ['internal', 'external'] as const;

/**
 * `internal`: part of the organisation; what is shared with everyone is shared
 * with its members. `external`: a partner or customer, who sees of others only
 * what is shared with them by name.
 *
 * @public
 */
export type TenantClass = (typeof tenantClasses)[number];

/**
 * How the members of a tenant sign in.
 *
 * @public
 */
export type TenantSignIn = {
  /**
   * Ids of sign-in providers. With one or more, its members sign in through
   * these alone, and these sign in nobody but members of the tenants that name
   * them.
   */
  readonly providers: readonly string[];
};

/**
 * What a tenant may use. `null` means everything that is on offer.
 *
 * @public
 */
export type TenantEntitlements = {
  readonly plugins: readonly string[] | null;
  readonly platformComponents: readonly string[] | null;
};

/**
 * How much a tenant may use. `null` means no limit of its own.
 *
 * @public
 */
export type TenantQuotas = {
  /** HTTP requests of all its members together, per minute. */
  readonly requestsPerMinute: number | null;
  /** Operations that run at the same time. */
  readonly concurrentOperations: number | null;
  /** Resources by name of the platform component. */
  readonly resources: Readonly<Record<string, number>>;
};

/**
 * What somebody declares of a tenant, in YAML or in the portal.
 *
 * @public
 */
export type TenantDeclaration = {
  readonly id: TenantId;
  readonly title: string;
  readonly description: string;
  readonly state: TenantState;
  readonly class: TenantClass;
  /** What a platform tenant owns is shared with everyone by default. */
  readonly platform: boolean;
  /** Group entity refs whose members, nested groups included, are its members. */
  readonly groups: readonly string[];
  /** User or group entity refs. */
  readonly admins: readonly string[];
  /** Catalog namespaces that it owns alone. */
  readonly namespaces: readonly string[];
  /** URL prefixes that it may register catalog entities from. */
  readonly locations: readonly string[];
  readonly signIn: TenantSignIn;
  readonly entitlements: TenantEntitlements;
  readonly quotas: TenantQuotas;
};

/**
 * A tenant as the portal knows it.
 *
 * @public
 */
export type Tenant = TenantDeclaration & {
  /** The YAML source that owns it, or `null` if it was made in the portal. */
  readonly source: string | null;
  /** ISO 8601. */
  readonly updatedAt: string;
};

/** @public */
export type TenantRole = 'member' | 'admin';
