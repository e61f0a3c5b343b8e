import { createApiRef } from '@backstage/core-plugin-api';
import {
  AccessExplanation,
  MeResponse,
  NewTenant,
  Page,
  Refusal,
  Tenant,
  TenantClass,
  TenantEvent,
  TenantLocation,
  TenantLocationPreview,
  TenantMember,
  TenantPatch,
  TenantSourceStatus,
  TenantState,
  TenantsPage,
  UnassignedEntity,
  Viewing,
} from '@commonhold/plugin-tenancy-common';

/**
 * Which page of a list: the first one where there is no cursor.
 *
 * @public
 */
export type PageRequest = {
  readonly limit?: number;
  readonly cursor?: string;
};

/**
 * Which tenants of those that one may see; all where it names nothing.
 *
 * @public
 */
export type TenantQuery = {
  /** Part of the id, title or description. */
  readonly text?: string;
  readonly state?: TenantState;
  readonly tenantClass?: TenantClass;
};

/**
 * What operators do to the state of a tenant.
 *
 * @public
 */
export type TenantStateChange = 'suspend' | 'resume' | 'archive';

/**
 * Tenants as the signed-in person may see them. What they may not see answers
 * as if it did not exist (`NotFoundError`).
 *
 * @public
 */
export interface TenancyApi {
  /** Who asks, and which tenants they belong to. */
  getMe(): Promise<MeResponse>;

  /** Members get their own tenants, operators and auditors get all. */
  listTenants(request?: PageRequest & TenantQuery): Promise<TenantsPage>;

  getTenant(id: string): Promise<Tenant>;

  /** For operators. */
  createTenant(tenant: NewTenant): Promise<Tenant>;

  /**
   * Each field of the patch replaces the whole field. Admins of the tenant
   * change title and description, operators everything.
   *
   * @param options.updatedAt - of the tenant that one had before oneself:
   *   fails with a conflict if somebody else was quicker
   */
  updateTenant(
    id: string,
    patch: TenantPatch,
    options: { updatedAt: string },
  ): Promise<Tenant>;

  /** For operators. */
  changeTenantState(id: string, change: TenantStateChange): Promise<Tenant>;

  listMembers(id: string, request?: PageRequest): Promise<Page<TenantMember>>;

  /** Entities of the tenant's own repositories that the catalog refused. */
  listRefusals(id: string, request?: PageRequest): Promise<Page<Refusal>>;

  /** The audit log of a tenant, the latest first. */
  listEvents(id: string, request?: PageRequest): Promise<Page<TenantEvent>>;

  /** For operators and auditors. */
  listSources(): Promise<readonly TenantSourceStatus[]>;

  /** What belongs to no tenant and why, for operators and auditors. */
  listUnassigned(request?: PageRequest): Promise<Page<UnassignedEntity>>;

  /**
   * Why somebody sees an entity or not. Operators ask about anybody, admins
   * about members and entities of their tenant.
   */
  explainAccess(question: {
    userEntityRef: string;
    entityRef: string;
  }): Promise<AccessExplanation>;

  /** The files that members of a tenant registered. */
  listLocations(
    id: string,
    request?: PageRequest,
  ): Promise<Page<TenantLocation>>;

  /**
   * Reads a file and registers nothing.
   *
   * @param target - a URL within the locations of the tenant
   */
  previewLocation(id: string, target: string): Promise<TenantLocationPreview>;

  registerLocation(id: string, target: string): Promise<TenantLocation>;

  removeLocation(id: string, locationId: string): Promise<void>;

  /** For operators: from now on see what a member of the tenant sees. */
  viewAs(tenantId: string): Promise<Viewing>;

  /** See with one's own eyes again. */
  stopViewing(): Promise<void>;
}

/** @public */
export const tenancyApiRef = createApiRef<TenancyApi>({
  id: 'plugin.tenancy.service',
});
