import { createApiRef } from '@backstage/core-plugin-api';
import {
  MeResponse,
  Page,
  Refusal,
  Tenant,
  TenantMember,
  TenantSourceStatus,
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
 * Tenants as the signed-in person may see them. What they may not see answers
 * as if it did not exist (`NotFoundError`).
 *
 * @public
 */
export interface TenancyApi {
  /** Who asks, and which tenants they belong to. */
  getMe(): Promise<MeResponse>;

  /** Members get their own tenants, operators and auditors get all. */
  listTenants(request?: PageRequest): Promise<Page<Tenant>>;

  getTenant(id: string): Promise<Tenant>;

  listMembers(id: string, request?: PageRequest): Promise<Page<TenantMember>>;

  /** Entities of the tenant's own repositories that the catalog refused. */
  listRefusals(id: string, request?: PageRequest): Promise<Page<Refusal>>;

  /** For operators and auditors. */
  listSources(): Promise<readonly TenantSourceStatus[]>;
}

/** @public */
export const tenancyApiRef = createApiRef<TenancyApi>({
  id: 'plugin.tenancy.service',
});
