import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  MeResponse,
  Page,
  Refusal,
  Tenant,
  TenantEvent,
  TenantMember,
  TenantSourceStatus,
} from '@commonhold/plugin-tenancy-common';

/** @param cursor - the `nextCursor` of the page before */
export type PageRequest = { readonly limit: number; readonly cursor?: string };

/** What people can learn of tenants. What may not be seen does not exist. */
export interface TenantService {
  getMe(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<MeResponse>;

  list(
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<Page<Tenant>>;

  /** @throws NotFoundError */
  get(id: string, credentials: BackstageCredentials): Promise<Tenant>;

  /** @throws NotFoundError */
  listMembers(
    id: string,
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<Page<TenantMember>>;

  /** @throws NotFoundError */
  listRefusals(
    id: string,
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<Page<Refusal>>;

  /**
   * The audit log of a tenant, the latest first.
   *
   * @throws NotFoundError
   */
  listEvents(
    id: string,
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<Page<TenantEvent>>;

  /** @throws NotFoundError */
  listSources(credentials: BackstageCredentials): Promise<TenantSourceStatus[]>;
}
