import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { Tenant } from '@commonhold/plugin-tenancy-common';
import { WHOLE_PORTAL } from '@commonhold/plugin-tenancy-node';
import { LRUCache } from 'lru-cache';

/** What of a tenant decides what it may have. */
export type LimitsOfTenant = Pick<
  Tenant,
  'platform' | 'locations' | 'entitlements' | 'quotas' | 'state'
>;

/** Limits change seldom, and a plan is checked again before it is merged. */
const MAX_AGE_MS = 5_000;

/** Asks the tenancy backend what a tenant may have. */
export class TenantLimits {
  private readonly answers = new LRUCache<
    string,
    Promise<LimitsOfTenant | undefined>
  >({ max: 2000, ttl: MAX_AGE_MS });

  constructor(
    private readonly auth: AuthService,
    private readonly discovery: DiscoveryService,
  ) {}

  /**
   * @returns `undefined` for the tenant that is the whole portal, where tenancy is
   *   not installed, and for one that is gone
   */
  async of(tenant: string): Promise<LimitsOfTenant | undefined> {
    if (tenant === WHOLE_PORTAL) {
      return undefined;
    }
    let answer = this.answers.get(tenant);
    if (!answer) {
      answer = this.ask(tenant);
      this.answers.set(tenant, answer);
      answer.catch(() => this.answers.delete(tenant));
    }
    return answer;
  }

  private async ask(tenant: string): Promise<LimitsOfTenant | undefined> {
    const { token } = await this.auth.getPluginRequestToken({
      onBehalfOf: await this.auth.getOwnServiceCredentials(),
      targetPluginId: 'tenancy',
    });
    const baseUrl = await this.discovery.getBaseUrl('tenancy');
    const response = await fetch(
      `${baseUrl}/tenants/${encodeURIComponent(tenant)}`,
      {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(10_000),
      },
    );
    if (response.status === 404) {
      return undefined;
    }
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
