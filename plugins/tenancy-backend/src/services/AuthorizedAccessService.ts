import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AccessExplanation,
  tenancyTenantExplainPermission,
} from '@commonhold/plugin-tenancy-common';
import { TenantDecisions } from '../permissions/TenantDecisions';
import { TenantStore } from '../store/TenantStore';
import { AccessQuestion, AccessService } from './AccessService';
import { DefaultAccessService } from './DefaultAccessService';

/** Operators ask about anybody, admins within their own tenants. */
export class AuthorizedAccessService implements AccessService {
  constructor(
    private readonly inner: DefaultAccessService,
    private readonly decisions: TenantDecisions,
    private readonly tenants: TenantStore,
  ) {}

  async explain(
    question: AccessQuestion,
    credentials: BackstageCredentials,
  ): Promise<AccessExplanation> {
    const { criteria } = await this.decisions.tenantsWith(
      tenancyTenantExplainPermission,
      credentials,
    );
    return this.inner.explain(
      question,
      criteria && (await this.tenants.ids(criteria)),
    );
  }
}
