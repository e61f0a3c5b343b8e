import {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  BasicPermission,
  PermissionCriteria,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_TENANT } from '@commonhold/plugin-tenancy-common';
import { TenantFilter, tenantPermissionResourceRef } from './tenantRules';

/** Which tenants a question is about; absent means all. */
export type Visible = { readonly criteria?: PermissionCriteria<TenantFilter> };

/** What the permission policy says, in the form that the store takes. */
export class TenantDecisions {
  constructor(
    private readonly permissions: PermissionsService,
    private readonly permissionsRegistry: PermissionsRegistryService,
  ) {}

  /** The tenants for which somebody has a permission. */
  async tenantsWith(
    permission: ResourcePermission<typeof RESOURCE_TYPE_TENANT>,
    credentials: BackstageCredentials,
  ): Promise<Visible> {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return {};
      case AuthorizeResult.CONDITIONAL:
        return {
          criteria: createConditionTransformer(
            this.permissionsRegistry.getPermissionRuleset(
              tenantPermissionResourceRef,
            ),
          )(decision.conditions),
        };
      default:
        return { criteria: { ids: [] } };
    }
  }

  async isAllowed(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [{ result }] = await this.permissions.authorize([{ permission }], {
      credentials,
    });
    return result === AuthorizeResult.ALLOW;
  }
}
