import {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  PermissionCriteria,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { AudienceFilter, AudienceResourceRef } from './audienceRules';

/** Which things a question is about; absent criteria mean all. */
export type Visible = {
  readonly criteria?: PermissionCriteria<AudienceFilter>;
};

/** What the permission policy says, in the form that stores take. */
export class AudienceDecisions {
  constructor(
    private readonly permissions: PermissionsService,
    private readonly permissionsRegistry: PermissionsRegistryService,
  ) {}

  /** The things for which somebody has a permission. */
  async visibleWith(
    permission: ResourcePermission,
    resourceRef: AudienceResourceRef,
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
            this.permissionsRegistry.getPermissionRuleset(resourceRef),
          )(decision.conditions),
        };
      default:
        return { criteria: { tenants: [] } };
    }
  }
}
