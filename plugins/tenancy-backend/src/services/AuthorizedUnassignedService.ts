import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  Page,
  UnassignedEntity,
  tenancyUnassignedReadPermission,
} from '@commonhold/plugin-tenancy-common';
import { TenantDecisions } from '../permissions/TenantDecisions';
import { DefaultUnassignedService } from './DefaultUnassignedService';
import { PageRequest } from './TenantService';
import { UnassignedService } from './UnassignedService';

/** For those who see all; for others there is no such list. */
export class AuthorizedUnassignedService implements UnassignedService {
  constructor(
    private readonly inner: DefaultUnassignedService,
    private readonly decisions: TenantDecisions,
  ) {}

  async list(
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<Page<UnassignedEntity>> {
    if (
      !(await this.decisions.isAllowed(
        tenancyUnassignedReadPermission,
        credentials,
      ))
    ) {
      throw new NotFoundError('Not found');
    }
    return this.inner.list(page);
  }
}
