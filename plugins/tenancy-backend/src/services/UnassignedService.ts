import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Page, UnassignedEntity } from '@commonhold/plugin-tenancy-common';
import { PageRequest } from './TenantService';

/** What belongs to no tenant, so that only operators see it. */
export interface UnassignedService {
  /**
   * By name.
   *
   * @throws NotFoundError
   */
  list(
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<Page<UnassignedEntity>>;
}
