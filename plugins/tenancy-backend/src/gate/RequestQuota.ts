import { LoggerService } from '@backstage/backend-plugin-api';
import { CallerTenant } from '@commonhold/plugin-tenancy-common';

const MINUTE_MS = 60_000;

/** How often replicas tell each other what they counted, while they count. */
const SHARE_MS = 1_000;

/** Where all replicas count together. */
export interface RequestCounts {
  /**
   * Adds to the counts of a minute.
   *
   * @returns what all replicas have counted in it, by the same tenants
   */
  add(
    minute: number,
    counts: ReadonlyMap<string, number>,
  ): Promise<ReadonlyMap<string, number>>;
}

type Count = {
  minute: number;
  /** By all replicas, as far as it is known here. */
  shared: number;
  /** Of this replica, not yet in `shared`. */
  own: number;
};

/**
 * Counts the requests of tenants by the minute.
 *
 * No request waits for a database: each replica decides by what it knows, and
 * once a second adds what it counted to what all have counted. So a tenant gets
 * at most what it sends to the other replicas within about a second beyond its
 * limit. What this keeps away is a runaway script, not the last request of a
 * minute.
 */
export class RequestQuota {
  private readonly counts = new Map<string, Count>();
  private sharing:
    | { readonly with: RequestCounts; readonly logger: LoggerService }
    | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly now: () => number = Date.now) {}

  /** From now on, counts together with all who share through the same. */
  shareThrough(counts: RequestCounts, logger: LoggerService): void {
    this.sharing = { with: counts, logger };
  }

  /**
   * Counts a request. People of several tenants use up the first that has
   * some left.
   *
   * @returns `undefined` if it may go on, else the seconds to wait
   */
  take(
    tenants: readonly CallerTenant[],
  ): { retryAfterSeconds: number } | undefined {
    for (const { id, requestsPerMinute } of tenants) {
      if (requestsPerMinute === null) {
        return undefined;
      }
      const count = this.countOf(id);
      if (count.shared + count.own < requestsPerMinute) {
        count.own += 1;
        this.shareSoon();
        return undefined;
      }
    }
    const rest = MINUTE_MS - (this.now() % MINUTE_MS);
    return tenants.length === 0
      ? undefined
      : { retryAfterSeconds: Math.max(1, Math.ceil(rest / 1000)) };
  }

  /** Tells the others what was counted here, and learns what they counted. */
  async share(): Promise<void> {
    const minute = this.minute();
    const told = new Map<string, number>();
    for (const [tenant, count] of this.counts) {
      if (count.minute !== minute) {
        this.counts.delete(tenant);
      } else if (count.own > 0) {
        told.set(tenant, count.own);
      }
    }
    if (!this.sharing || told.size === 0) {
      return;
    }
    try {
      const shared = await this.sharing.with.add(minute, told);
      for (const [tenant, own] of told) {
        const count = this.counts.get(tenant);
        if (count?.minute === minute) {
          // More may have come in the meantime.
          count.own -= own;
          count.shared = shared.get(tenant) ?? own;
        }
      }
    } catch (error) {
      this.sharing.logger.warn(
        `Requests of tenants are counted by this replica alone for now: ${error}`,
      );
    }
  }

  private countOf(tenant: string): Count {
    const minute = this.minute();
    let count = this.counts.get(tenant);
    if (count?.minute !== minute) {
      count = { minute, shared: 0, own: 0 };
      this.counts.set(tenant, count);
    }
    return count;
  }

  private minute(): number {
    return Math.floor(this.now() / MINUTE_MS);
  }

  private shareSoon(): void {
    if (this.sharing && !this.timer) {
      this.timer = setTimeout(() => {
        this.share().finally(() => {
          this.timer = undefined;
        });
      }, SHARE_MS);
      this.timer.unref();
    }
  }
}
