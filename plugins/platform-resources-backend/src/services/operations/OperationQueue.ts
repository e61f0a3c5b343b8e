import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ClaimedOperation, OperationClaims } from '../../store/OperationClaims';
import { OperationRunner, StopReason } from './OperationRunner';
import { TenantCaps } from './TenantCaps';

/** A replica that was silent for so long is taken for dead. */
const LEASE_MS = 20_000;
const RENEW_MS = 5_000;

/** How often the queue is looked at: soon after something was there, else seldom. */
const BUSY_LOOK_MS = 50;
const IDLE_LOOK_MS = 2_000;

/** How long operations may go on when the process is asked to end. */
const GRACE_MS = 10_000;

type Running = {
  readonly abort: AbortController;
  readonly done: Promise<void>;
};

/** What one replica does with the queue. */
export class OperationQueue {
  /** Names this run of the process in leases. */
  readonly owner = randomUUID();
  private readonly running = new Map<string, Running>();
  private stopped = false;
  private looking: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private renewing: NodeJS.Timeout | undefined;
  /** How long until the next look. */
  private wait = BUSY_LOOK_MS;
  /** How long it was until the last, since nothing was there. */
  private idleMs = BUSY_LOOK_MS;
  /** Whether something came during a look that may have missed it. */
  private woken = false;
  /** Milliseconds since 1970; a look that is sooner stays. */
  private lookAt = Infinity;

  constructor(
    private readonly options: {
      readonly claims: OperationClaims;
      readonly runner: OperationRunner;
      readonly caps: TenantCaps;
      /** Types of installed providers, with how many operations they take at once. */
      readonly providers: () => ReadonlyMap<string, number>;
      /** Operations that this replica does at once. */
      readonly workers: number;
      readonly logger: LoggerService;
    },
  ) {}

  start(): void {
    this.renewing = setInterval(() => {
      this.renew().catch(error => this.complain('Leases', error));
    }, RENEW_MS);
    this.lookIn(0);
  }

  /** Looks at the queue soon: something was put there. */
  wake(): void {
    this.woken = true;
    this.lookIn(BUSY_LOOK_MS);
  }

  /** Takes nothing more, and lets go of what does not end in time. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
    const all = () => Promise.all([...this.running.values()].map(r => r.done));
    const grace = setTimeout(() => {
      this.running.forEach(({ abort }) => abort.abort('shutdown'));
    }, GRACE_MS);
    await all();
    clearTimeout(grace);
    clearInterval(this.renewing);
  }

  private lookIn(milliseconds: number): void {
    const at = Date.now() + milliseconds;
    if (this.stopped || this.looking || at >= this.lookAt) {
      return;
    }
    clearTimeout(this.timer);
    this.lookAt = at;
    this.timer = setTimeout(() => {
      this.lookAt = Infinity;
      this.woken = false;
      this.looking = this.look().finally(() => {
        this.looking = undefined;
        this.lookIn(this.woken ? BUSY_LOOK_MS : this.wait);
      });
    }, milliseconds);
  }

  private async look(): Promise<void> {
    const { claims, caps, workers, providers } = this.options;
    const free = workers - this.running.size;
    this.wait = IDLE_LOOK_MS;
    if (free <= 0 || providers().size === 0) {
      // Whoever ends, wakes the queue.
      return;
    }
    const idle = this.idleMs;
    try {
      const now = Date.now();
      const { claimed, unknownTenants } = await claims.claim({
        owner: this.owner,
        limit: free,
        providers: providers(),
        capOfTenant: tenant => caps.known(tenant),
        now: new Date(now).toISOString(),
        leaseUntil: new Date(now + LEASE_MS).toISOString(),
      });
      claimed.forEach(operation => this.begin(operation));
      await caps.learn(unknownTenants);
      const busy = claimed.length > 0 || unknownTenants.length > 0;
      this.idleMs = busy ? BUSY_LOOK_MS : Math.min(idle * 2, IDLE_LOOK_MS);
      this.wait = this.idleMs;
    } catch (error) {
      this.complain('The queue', error);
    }
  }

  private begin(claimed: ClaimedOperation): void {
    const { id } = claimed.row;
    // Its own lease ran out while the process was too busy to renew it.
    this.running.get(id)?.abort.abort('lost');
    const abort = new AbortController();
    const done = this.options.runner
      .run(claimed, abort.signal)
      .catch(error => this.complain(`Operation ${id}`, error))
      .finally(() => {
        if (this.running.get(id)?.abort === abort) {
          this.running.delete(id);
        }
        this.wake();
      });
    this.running.set(id, { abort, done });
  }

  private async renew(): Promise<void> {
    const ids = [...this.running.keys()];
    if (ids.length === 0) {
      return;
    }
    const renewed = await this.options.claims.renew(
      this.owner,
      ids,
      new Date(Date.now() + LEASE_MS).toISOString(),
    );
    for (const id of ids) {
      const reason = stopReason(renewed.get(id));
      if (reason) {
        this.running.get(id)?.abort.abort(reason);
      }
    }
  }

  private complain(what: string, error: unknown): void {
    this.options.logger.warn(
      `${what} could not be worked on, and will be again: ${error}`,
    );
  }
}

function stopReason(
  lease: { cancelRequested: boolean; superseded: boolean } | undefined,
): StopReason | undefined {
  if (!lease) {
    return 'lost';
  }
  if (lease.cancelRequested) {
    return 'cancelled';
  }
  return lease.superseded ? 'superseded' : undefined;
}
