import { LoggerService } from '@backstage/backend-plugin-api';
import { LRUCache } from 'lru-cache';
import { LimitsOfTenant } from '../TenantLimits';

const MAX_AGE_MS = 30_000;

/** How many operations a tenant may have at work at once. */
export class TenantCaps {
  private readonly caps = new LRUCache<string, number>({
    max: 10_000,
    ttl: MAX_AGE_MS,
  });

  constructor(
    private readonly options: {
      readonly limitsOf: (
        tenant: string,
      ) => Promise<LimitsOfTenant | undefined>;
      /** For tenants without a quota of their own. */
      readonly fallback: number;
      readonly logger: LoggerService;
    },
  ) {}

  /** @returns `undefined` if it has to be learned first */
  known(tenant: string): number | undefined {
    return tenant === '' ? this.options.fallback : this.caps.get(tenant);
  }

  async learn(tenants: readonly string[]): Promise<void> {
    const { limitsOf, fallback, logger } = this.options;
    await Promise.all(
      tenants.map(async tenant => {
        try {
          const limits = await limitsOf(tenant);
          this.caps.set(
            tenant,
            limits?.quotas.concurrentOperations ?? fallback,
          );
        } catch (error) {
          // Work that was declared goes on while the tenancy backend does not answer.
          logger.warn(`Limits of the tenant ${tenant} are not known: ${error}`);
          this.caps.set(tenant, fallback);
        }
      }),
    );
  }
}
