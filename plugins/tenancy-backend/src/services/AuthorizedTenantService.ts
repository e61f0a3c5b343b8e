import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  MeResponse,
  Page,
  Refusal,
  Tenant,
  TenantEvent,
  TenantMember,
  TenantSourceStatus,
  TenantsPage,
  tenancySourceReadPermission,
  tenancyTenantReadPermission,
} from '@commonhold/plugin-tenancy-common';
import { TenantDecisions, Visible } from '../permissions/TenantDecisions';
import { DefaultTenantService } from './DefaultTenantService';
import { PageRequest, TenantQuery, TenantService } from './TenantService';

/** Decides who may see what, and asks the default service for just that. */
export class AuthorizedTenantService implements TenantService {
  constructor(
    private readonly inner: DefaultTenantService,
    private readonly decisions: TenantDecisions,
  ) {}

  /** Who one is oneself needs no permission. */
  async getMe(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<MeResponse> {
    return this.inner.getMe(credentials);
  }

  async list(
    request: PageRequest & TenantQuery,
    credentials: BackstageCredentials,
  ): Promise<TenantsPage> {
    return this.inner.list(request, await this.visibleTo(credentials));
  }

  async get(id: string, credentials: BackstageCredentials): Promise<Tenant> {
    return this.inner.get(id, await this.visibleTo(credentials));
  }

  async listMembers(
    id: string,
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<Page<TenantMember>> {
    return this.inner.listMembers(id, page, await this.visibleTo(credentials));
  }

  async listRefusals(
    id: string,
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<Page<Refusal>> {
    return this.inner.listRefusals(id, page, await this.visibleTo(credentials));
  }

  async listEvents(
    id: string,
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<Page<TenantEvent>> {
    return this.inner.listEvents(id, page, await this.visibleTo(credentials));
  }

  async listSources(
    credentials: BackstageCredentials,
  ): Promise<TenantSourceStatus[]> {
    if (
      !(await this.decisions.isAllowed(
        tenancySourceReadPermission,
        credentials,
      ))
    ) {
      throw new NotFoundError('Not found');
    }
    return this.inner.listSources();
  }

  private async visibleTo(credentials: BackstageCredentials): Promise<Visible> {
    return this.decisions.tenantsWith(tenancyTenantReadPermission, credentials);
  }
}
