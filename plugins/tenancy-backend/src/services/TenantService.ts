import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  MeResponse,
  Page,
  Refusal,
  Tenant,
  TenantClass,
  TenantEvent,
  TenantMember,
  TenantSourceStatus,
  TenantState,
  TenantsPage,
} from '@commonhold/plugin-tenancy-common';

/** @param cursor - the `nextCursor` of the page before */
export type PageRequest = { readonly limit: number; readonly cursor?: string };

/** Which tenants of those that one may see; all where it names nothing. */
export type TenantQuery = {
  /** Part of the id, title or description, in any case. */
  readonly text?: string;
  readonly state?: TenantState;
  readonly class?: TenantClass;
};

/** What people can learn of tenants. What may not be seen does not exist. */
export interface TenantService {
  getMe(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<MeResponse>;

  list(
    request: PageRequest & TenantQuery,
    credentials: BackstageCredentials,
  ): Promise<TenantsPage>;

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
