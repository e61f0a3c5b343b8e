import { LoggerService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { TenancyService } from '@commonhold/plugin-tenancy-node';
import { both, tenantDecision } from './tenantDecision';

/** What the policy needs, known only once the backend has started its plugins. */
export type TenancyPolicyServices = {
  readonly tenancy: TenancyService;
  readonly logger: LoggerService;
  /** Names of permissions that the configuration opens to tenants. */
  readonly opened: ReadonlySet<string>;
};

/** Decides *inner policy AND tenancy*, whatever the inner policy is. */
export class TenancyPolicy implements PermissionPolicy {
  constructor(
    private readonly inner: PermissionPolicy,
    private readonly services: () => TenancyPolicyServices | undefined,
  ) {}

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const ours = await this.decide(request, user);
    return ours.result === AuthorizeResult.DENY
      ? ours
      : both(await this.inner.handle(request, user), ours);
  }

  /** Whoever cannot be placed in a tenant may do nothing. */
  private async decide(
    { permission }: PolicyQuery,
    user: PolicyQueryUser | undefined,
  ): Promise<PolicyDecision> {
    const services = this.services();
    if (!services || !user) {
      return { result: AuthorizeResult.DENY };
    }
    const { tenancy, logger, opened } = services;
    const { userEntityRef } = user.info;
    try {
      const caller = await tenancy.getCallerByRef(userEntityRef);
      return tenantDecision(permission, caller, opened);
    } catch (error) {
      logger.warn(
        `${permission.name} is denied to ${userEntityRef}, whose tenants cannot be found out: ${error}`,
      );
      return { result: AuthorizeResult.DENY };
    }
  }
}
