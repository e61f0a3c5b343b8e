import { CallerTenant } from '@commonhold/plugin-tenancy-common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const WINDOW_SECONDS = 60;

/**
 * Counts the requests of tenants, each replica for itself: a shared counter
 * would cost every request a round trip, and what it keeps away is a runaway
 * script, not the last request of a minute.
 */
export class RequestQuota {
  private readonly limiters = new Map<number, RateLimiterMemory>();

  /**
   * Counts a request. People of several tenants use up the first that has
   * some left.
   *
   * @returns `undefined` if it may go on, else the seconds to wait
   */
  async take(
    tenants: readonly CallerTenant[],
  ): Promise<{ retryAfterSeconds: number } | undefined> {
    let wait: number | undefined;
    for (const { id, requestsPerMinute } of tenants) {
      if (requestsPerMinute === null) {
        return undefined;
      }
      try {
        await this.limiterOf(requestsPerMinute).consume(id);
        return undefined;
      } catch (rejected) {
        if (!(rejected instanceof RateLimiterRes)) {
          throw rejected;
        }
        wait = Math.min(wait ?? Infinity, rejected.msBeforeNext);
      }
    }
    return wait === undefined
      ? undefined
      : { retryAfterSeconds: Math.max(1, Math.ceil(wait / 1000)) };
  }

  /** A limiter for each limit: its keys, the tenants, count on their own. */
  private limiterOf(points: number): RateLimiterMemory {
    let limiter = this.limiters.get(points);
    if (!limiter) {
      limiter = new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
      this.limiters.set(points, limiter);
    }
    return limiter;
  }
}
