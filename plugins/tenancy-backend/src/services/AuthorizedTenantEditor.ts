import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  Tenant,
  TenantPatch,
  tenancyTenantCreatePermission,
  tenancyTenantDescribePermission,
  tenancyTenantReadPermission,
  tenancyTenantUpdatePermission,
} from '@commonhold/plugin-tenancy-common';
import { readNewTenant, readTenantPatch } from '../declarations/readTenantEdit';
import { TenantDecisions } from '../permissions/TenantDecisions';
import { TenantStore } from '../store/TenantStore';
import { ActorService } from './ActorService';
import { DefaultTenantEditor } from './DefaultTenantEditor';
import { TenantEditor } from './TenantEditor';
import { StateChange } from './tenantChanges';

/** What admins of a tenant may change of it. */
const DESCRIPTION: readonly string[] = [
  'title',
  'description',
] satisfies readonly (keyof TenantPatch)[];

/** Decides who may change what. Nothing is read of a body before that. */
export class AuthorizedTenantEditor implements TenantEditor {
  constructor(
    private readonly inner: DefaultTenantEditor,
    private readonly options: {
      readonly actors: ActorService;
      readonly decisions: TenantDecisions;
      readonly tenants: TenantStore;
    },
  ) {}

  async create(
    declaration: unknown,
    credentials: BackstageCredentials,
  ): Promise<Tenant> {
    const { decisions } = this.options;
    if (
      !(await decisions.isAllowed(tenancyTenantCreatePermission, credentials))
    ) {
      throw new NotFoundError('Not found');
    }
    return this.inner.create(
      readNewTenant(declaration),
      await this.options.actors.of(credentials),
    );
  }

  async update(
    id: string,
    patch: unknown,
    options: { updatedAt: string },
    credentials: BackstageCredentials,
  ): Promise<Tenant> {
    await this.refuseHidden(id, credentials);
    const mayAll = await this.may(
      tenancyTenantUpdatePermission,
      id,
      credentials,
    );
    if (
      !mayAll &&
      !(await this.may(tenancyTenantDescribePermission, id, credentials))
    ) {
      throw new NotAllowedError(
        `You may not change the tenant "${id}": ask one of its admins or an operator`,
      );
    }
    const read = readTenantPatch(patch);
    const beyond = Object.keys(read).filter(
      field => !DESCRIPTION.includes(field),
    );
    if (!mayAll && beyond.length > 0) {
      throw new NotAllowedError(
        `Admins change title and description of their tenant; for ${beyond.join(
          ', ',
        )} ask an operator`,
      );
    }
    return this.inner.update(
      id,
      read,
      options,
      await this.options.actors.of(credentials, id),
    );
  }

  async changeState(
    id: string,
    change: StateChange,
    credentials: BackstageCredentials,
  ): Promise<Tenant> {
    await this.refuseHidden(id, credentials);
    if (!(await this.may(tenancyTenantUpdatePermission, id, credentials))) {
      throw new NotAllowedError(
        `You may not ${change} the tenant "${id}": ask an operator`,
      );
    }
    return this.inner.changeState(
      id,
      change,
      await this.options.actors.of(credentials, id),
    );
  }

  private async refuseHidden(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (!(await this.may(tenancyTenantReadPermission, id, credentials))) {
      throw new NotFoundError(`There is no tenant "${id}"`);
    }
  }

  private async may(
    permission: Parameters<TenantDecisions['tenantsWith']>[0],
    id: string,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const { decisions, tenants } = this.options;
    const { criteria } = await decisions.tenantsWith(permission, credentials);
    return Boolean(await tenants.find(id, criteria));
  }
}
