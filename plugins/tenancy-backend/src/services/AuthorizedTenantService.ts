import {
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import {
  MeResponse,
  Page,
  Refusal,
  Tenant,
  TenantMember,
  TenantSourceStatus,
  tenancySourceReadPermission,
  tenancyTenantReadPermission,
} from '@commonhold/plugin-tenancy-common';
import {
  TenantFilter,
  tenantPermissionResourceRef,
} from '../permissions/tenantRules';
import { DefaultTenantService, Visible } from './DefaultTenantService';
import { PageRequest, TenantService } from './TenantService';

/** Decides who may see what, and asks the default service for just that. */
export class AuthorizedTenantService implements TenantService {
  constructor(
    private readonly inner: DefaultTenantService,
    private readonly permissions: PermissionsService,
    private readonly permissionsRegistry: PermissionsRegistryService,
  ) {}

  /** Who one is oneself needs no permission. */
  async getMe(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<MeResponse> {
    return this.inner.getMe(credentials);
  }

  async list(
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<Page<Tenant>> {
    return this.inner.list(page, await this.visibleTo(credentials));
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

  async listSources(
    credentials: BackstageCredentials,
  ): Promise<TenantSourceStatus[]> {
    const [{ result }] = await this.permissions.authorize(
      [{ permission: tenancySourceReadPermission }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotFoundError('Not found');
    }
    return this.inner.listSources();
  }

  private async visibleTo(credentials: BackstageCredentials): Promise<Visible> {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission: tenancyTenantReadPermission }],
      { credentials },
    );
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return {};
      case AuthorizeResult.CONDITIONAL:
        return { criteria: this.toCriteria(decision.conditions) };
      default:
        return { criteria: { ids: [] } };
    }
  }

  private toCriteria(
    conditions: Parameters<
      ReturnType<typeof createConditionTransformer<TenantFilter>>
    >[0],
  ): PermissionCriteria<TenantFilter> {
    return createConditionTransformer(
      this.permissionsRegistry.getPermissionRuleset(
        tenantPermissionResourceRef,
      ),
    )(conditions);
  }
}
