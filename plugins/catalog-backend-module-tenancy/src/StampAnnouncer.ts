import { LoggerService } from '@backstage/backend-plugin-api';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { StampLookup } from '@commonhold/plugin-tenancy-node';
import { entityKey, refreshKey } from './refreshKey';

const INTERVAL_MS = 1_000;

/** Refs of one look at the catalog. */
const BATCH = 1_000;

/** The catalog shows what was processed within that time, or it failed. */
const SHOWN_WITHIN_MS = 120_000;

/** What was refreshed at once is looked up in the database as one list. */
const REFRESH_CHUNK = 200;

type Announced = {
  readonly audience: string;
  readonly since: number;
  /** When the catalog was first seen to show the audience. */
  shownAt?: number;
};

/**
 * Has the catalog look again at entities that name one whose audience changed:
 * references to it may be kept now, or no longer.
 *
 * Waits until the catalog shows the audience, and then until nobody remembers
 * what it showed before. What is lost when the process ends comes right when
 * the catalog processes those entities the next time anyway.
 */
export class StampAnnouncer implements EntityProvider {
  private readonly announced = new Map<string, Announced>();
  private connection: EntityProviderConnection | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly options: {
      /** Remembers nothing for longer than a look takes. */
      readonly createLookup: () => Pick<StampLookup, 'find'>;
      /** How long processors remember audiences. */
      readonly rememberedMs: number;
      readonly logger: LoggerService;
    },
  ) {}

  getProviderName(): string {
    return 'TenancyStampAnnouncer';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
    this.schedule();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Tells that an entity was processed and has a new audience. */
  announce(entityRef: string, audience: readonly string[]): void {
    this.announced.delete(entityRef);
    this.announced.set(entityRef, {
      audience: audience.join(),
      since: Date.now(),
    });
  }

  private schedule(): void {
    if (!this.stopped) {
      this.timer = setTimeout(() => this.run(), INTERVAL_MS);
      this.timer.unref();
    }
  }

  private async run(): Promise<void> {
    try {
      await this.look();
    } catch (error) {
      this.options.logger.debug(
        `References to changed entities are looked at later: ${error}`,
      );
    }
    this.schedule();
  }

  private async look(): Promise<void> {
    const batch = [...this.announced].slice(0, BATCH);
    if (batch.length === 0) {
      return;
    }
    const shown = await this.options
      .createLookup()
      .find(batch.map(([ref]) => ref));
    const now = Date.now();
    const due: string[] = [];
    for (const [ref, entry] of batch) {
      const isShown = shown.get(ref)?.stamp?.audience.join() === entry.audience;
      if (isShown) {
        entry.shownAt ??= now;
      }
      const isDue =
        entry.shownAt !== undefined &&
        now - entry.shownAt > this.options.rememberedMs;
      if (isDue || now - entry.since > SHOWN_WITHIN_MS) {
        due.push(ref);
      } else if (this.announced.get(ref) === entry) {
        // To the end, so that those behind it have their turn.
        this.announced.delete(ref);
        this.announced.set(ref, entry);
      }
    }
    for (let start = 0; start < due.length; start += REFRESH_CHUNK) {
      const chunk = due.slice(start, start + REFRESH_CHUNK);
      await this.connection?.refresh({
        keys: chunk.map(ref => refreshKey(entityKey(ref))),
      });
      const entries = new Map(batch);
      for (const ref of chunk) {
        if (this.announced.get(ref) === entries.get(ref)) {
          this.announced.delete(ref);
        }
      }
    }
  }
}
