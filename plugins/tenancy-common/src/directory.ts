import { TenantClass, TenantId, TenantSignIn, TenantState } from './tenant';

/**
 * What the portal's backends need to know of a tenant to decide what is whose.
 *
 * @public
 */
export type DirectoryTenant = {
  readonly id: TenantId;
  readonly title: string;
  readonly description: string;
  readonly state: TenantState;
  readonly class: TenantClass;
  readonly platform: boolean;
  readonly groups: readonly string[];
  readonly namespaces: readonly string[];
  readonly locations: readonly string[];
  readonly signIn: TenantSignIn;
};

/** @public */
export type DirectoryGroup = {
  /** Of the nearest claimed group, itself included. */
  readonly tenant: TenantId | null;
  /** Refs of the groups above it, nearest first. */
  readonly ancestors: readonly string[];
};

/**
 * A file of catalog entities that a tenant registered within its own locations.
 *
 * @public
 */
export type DirectoryRegistration = {
  readonly tenant: TenantId;
  /** URL. */
  readonly target: string;
};

/**
 * Everything needed to find the tenant of an entity.
 *
 * @public
 */
export type TenantDirectory = {
  /** Grows with every change. */
  readonly revision: number;
  readonly tenants: readonly DirectoryTenant[];
  /** By full entity ref. */
  readonly groups: Readonly<Record<string, DirectoryGroup>>;
  readonly registrations: readonly DirectoryRegistration[];
};

/**
 * Something whose tenant may have changed: `tenant:ID`, `namespace:NAME`,
 * `group:NAMESPACE/NAME`, `user:NAMESPACE/NAME`, `locations` or
 * `registrations`.
 *
 * @public
 */
export type DirectoryChangeKey = string;
