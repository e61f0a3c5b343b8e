import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Tenant } from '@commonhold/plugin-tenancy-common';
import { StateChange } from './tenantChanges';

/**
 * What people can change of tenants. What they may not see does not exist.
 * Tenants that a YAML source owns are changed there and nowhere else.
 */
export interface TenantEditor {
  /**
   * @param declaration - checked here, whoever sends it
   * @throws InputError if it is not a tenant
   * @throws ConflictError if it takes something from another tenant
   */
  create(
    declaration: unknown,
    credentials: BackstageCredentials,
  ): Promise<Tenant>;

  /**
   * @param options.updatedAt - of the tenant that the editor had before them
   * @throws InputError, NotFoundError, NotAllowedError
   * @throws ConflictError also if somebody else changed it meanwhile
   */
  update(
    id: string,
    patch: unknown,
    options: { updatedAt: string },
    credentials: BackstageCredentials,
  ): Promise<Tenant>;

  /**
   * Does nothing to a tenant that is in that state already.
   *
   * @throws NotFoundError, NotAllowedError
   * @throws ConflictError if its state cannot become that
   */
  changeState(
    id: string,
    change: StateChange,
    credentials: BackstageCredentials,
  ): Promise<Tenant>;
}
