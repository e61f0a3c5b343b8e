import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  NewTenantLocation,
  Page,
  Tenant,
  TenantLocation,
  TenantLocationPreview,
  tenancyTenantReadPermission,
  tenancyTenantRegisterPermission,
} from '@commonhold/plugin-tenancy-common';
import { TenantDecisions } from '../permissions/TenantDecisions';
import { TenantStore } from '../store/TenantStore';
import { ActorService } from './ActorService';
import { DefaultLocationService } from './DefaultLocationService';
import { LocationService } from './LocationService';
import { PageRequest } from './TenantService';

/** Members register for their tenants; who sees a tenant sees what is registered. */
export class AuthorizedLocationService implements LocationService {
  constructor(
    private readonly inner: DefaultLocationService,
    private readonly options: {
      readonly actors: ActorService;
      readonly decisions: TenantDecisions;
      readonly tenants: TenantStore;
    },
  ) {}

  async list(
    tenant: string,
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<Page<TenantLocation>> {
    return this.inner.list(await this.visible(tenant, credentials), page);
  }

  async register(
    tenant: string,
    location: Pick<NewTenantLocation, 'target'>,
    credentials: BackstageCredentials,
  ): Promise<TenantLocation> {
    return this.inner.register(
      await this.registrable(tenant, credentials),
      location,
      await this.options.actors.of(credentials, tenant),
    );
  }

  async preview(
    tenant: string,
    location: Pick<NewTenantLocation, 'target'>,
    credentials: BackstageCredentials,
  ): Promise<TenantLocationPreview> {
    return this.inner.preview(
      await this.registrable(tenant, credentials),
      location,
    );
  }

  async remove(
    tenant: string,
    id: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    await this.inner.remove(
      await this.registrable(tenant, credentials),
      id,
      await this.options.actors.of(credentials, tenant),
    );
  }

  private async registrable(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<Tenant> {
    await this.visible(id, credentials);
    const { decisions, tenants } = this.options;
    const { criteria } = await decisions.tenantsWith(
      tenancyTenantRegisterPermission,
      credentials,
    );
    const tenant = await tenants.find(id, criteria);
    if (!tenant) {
      throw new NotAllowedError(
        `You may not register for the tenant "${id}": ask one of its members`,
      );
    }
    return tenant;
  }

  private async visible(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<Tenant> {
    const { decisions, tenants } = this.options;
    const { criteria } = await decisions.tenantsWith(
      tenancyTenantReadPermission,
      credentials,
    );
    const tenant = await tenants.find(id, criteria);
    if (!tenant) {
      throw new NotFoundError(`There is no tenant "${id}"`);
    }
    return tenant;
  }
}
