import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  NewTenantLocation,
  Page,
  TenantLocation,
  TenantLocationPreview,
} from '@commonhold/plugin-tenancy-common';
import { PageRequest } from './TenantService';

/**
 * Files of catalog entities that members of a tenant register themselves. What
 * others have registered makes no difference to anything here.
 */
export interface LocationService {
  /** @throws NotFoundError */
  list(
    tenant: string,
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<Page<TenantLocation>>;

  /**
   * @throws InputError if it is not within the locations of the tenant
   * @throws ConflictError if the tenant has registered it already
   * @throws NotFoundError, NotAllowedError
   */
  register(
    tenant: string,
    location: Pick<NewTenantLocation, 'target'>,
    credentials: BackstageCredentials,
  ): Promise<TenantLocation>;

  /**
   * Reads a file that could be registered.
   *
   * @throws InputError if it is not within the locations of the tenant
   * @throws NotFoundError, NotAllowedError
   */
  preview(
    tenant: string,
    location: Pick<NewTenantLocation, 'target'>,
    credentials: BackstageCredentials,
  ): Promise<TenantLocationPreview>;

  /** @throws NotFoundError, NotAllowedError */
  remove(
    tenant: string,
    id: string,
    credentials: BackstageCredentials,
  ): Promise<void>;
}
