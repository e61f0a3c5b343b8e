import { createExtensionPointFactoryMiddleware } from '@backstage/backend-app-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { TenancyPolicy, TenancyPolicyServices } from './TenancyPolicy';

/**
 * Where the two halves of the policy meet: the middleware, which has no
 * services, and the module, which has them but cannot see the policy of others.
 */
export class PolicyGuard {
  private services: TenancyPolicyServices | undefined;
  private installed = false;

  /**
   * For `createSpecializedBackend`. Wraps the policy that any other module
   * sets, so that it decides together with tenancy.
   */
  readonly middleware = createExtensionPointFactoryMiddleware({
    extensionPoint: policyExtensionPoint,
    middleware: async original => {
      this.installed = true;
      return {
        setPolicy: policy =>
          original.setPolicy(new TenancyPolicy(policy, () => this.services)),
      };
    },
  });

  provide(services: TenancyPolicyServices): void {
    this.services = services;
  }

  /**
   * Whether every policy passes through here. The middleware runs when a module
   * that asks for the point is made, so that ours knows before it starts.
   */
  isInstalled(): boolean {
    return this.installed;
  }
}
