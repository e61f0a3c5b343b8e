import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  Viewing,
  tenancyTenantViewAsPermission,
} from '@commonhold/plugin-tenancy-common';
import { TenantDecisions } from '../permissions/TenantDecisions';
import { TenantStore } from '../store/TenantStore';
import { DefaultViewAsService } from './DefaultViewAsService';
import { ViewAsService } from './ViewAsService';

/** Decides who may look as whom; to stop, nobody needs a permission. */
export class AuthorizedViewAsService implements ViewAsService {
  constructor(
    private readonly inner: DefaultViewAsService,
    private readonly decisions: TenantDecisions,
    private readonly tenants: TenantStore,
  ) {}

  async start(
    tenantId: string,
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<Viewing> {
    const { criteria } = await this.decisions.tenantsWith(
      tenancyTenantViewAsPermission,
      credentials,
    );
    const tenant = await this.tenants.find(tenantId, criteria);
    if (!tenant) {
      throw new NotFoundError(`There is no tenant "${tenantId}"`);
    }
    return this.inner.start(tenant, credentials.principal.userEntityRef);
  }

  async stop(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<void> {
    await this.inner.stop(credentials.principal.userEntityRef);
  }
}
