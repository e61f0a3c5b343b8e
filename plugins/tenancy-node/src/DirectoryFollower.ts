import { LoggerService } from '@backstage/backend-plugin-api';
import {
  DirectoryChangeKey,
  Refusal,
  TenantDirectory,
  TenantId,
} from '@commonhold/plugin-tenancy-common';
import { RefusalReport, TenancyClient } from './TenancyClient';
import {
  DirectoryListener,
  TenantDirectoryService,
} from './TenantDirectoryService';

/** How often changes are asked for. */
const INTERVAL_MS = 1_000;

/** For so long a first answer is waited for while the portal starts. */
const FIRST_ANSWER_WITHIN_MS = 60_000;

/** So long after the last answer the directory counts as unknown. */
const STALE_AFTER_MS = 30_000;

/**
 * Follows the directory by its revision: asks for changes once a second and
 * for the whole only when there are some.
 */
export class DirectoryFollower implements TenantDirectoryService {
  private readonly listeners: DirectoryListener[] = [];
  private directory: TenantDirectory | undefined;
  private refused: ReadonlySet<string> = new Set();
  private answeredAt = 0;
  private revision = 0;
  /** How many listeners have heard everything of the last day. */
  private caughtUp = 0;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private failing = false;
  private waiting: (() => void)[] = [];

  constructor(
    private readonly client: TenancyClient,
    private readonly logger: LoggerService,
  ) {}

  start(): void {
    void this.loop();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.wake();
  }

  async getDirectory(): Promise<TenantDirectory> {
    if (!this.directory) {
      await this.firstAnswer();
    }
    if (!this.directory || Date.now() - this.answeredAt > STALE_AFTER_MS) {
      throw new Error(
        'The tenancy backend does not answer, so that nobody can tell what belongs to whom',
      );
    }
    return this.directory;
  }

  onChange(listener: DirectoryListener): void {
    this.listeners.push(listener);
  }

  isRefused(entityRef: string): boolean {
    return this.refused.has(entityRef);
  }

  async getTenantsOfUser(userEntityRef: string): Promise<readonly TenantId[]> {
    return this.client.getTenantsOfUser(userEntityRef);
  }

  async reportRefusal(report: RefusalReport): Promise<void> {
    await this.client.putRefusal(report);
  }

  async reportAcceptance(
    acceptance: Pick<Refusal, 'entityRef' | 'location'>,
  ): Promise<void> {
    await this.client.deleteRefusal(acceptance);
  }

  private async loop(): Promise<void> {
    try {
      await this.follow();
      if (this.failing) {
        this.logger.info('The tenancy backend answers again');
      }
      this.failing = false;
    } catch (error) {
      // It is no news that nobody answers while the portal starts.
      if (this.directory && !this.failing) {
        this.logger.warn(`The tenancy backend does not answer: ${error}`);
        this.failing = true;
      }
    }
    if (!this.stopped) {
      this.timer = setTimeout(() => this.loop(), INTERVAL_MS);
    }
  }

  private async follow(): Promise<void> {
    const keys = new Set<DirectoryChangeKey>();
    const listeners = [...this.listeners];
    const replay = listeners.length > this.caughtUp;
    const { revision, refused } = await this.readChanges(
      replay ? 0 : this.revision,
      keys,
    );
    if (!this.directory || keys.size > 0) {
      this.directory = await this.client.getDirectory();
    }
    this.refused = new Set(refused);
    this.answeredAt = Date.now();
    this.wake();
    if (keys.size > 0 || replay) {
      const { directory } = this;
      for (const listener of listeners) {
        await listener({ directory, keys: [...keys], refused });
      }
    }
    // Only now, so that what a listener failed on comes again.
    this.revision = revision;
    this.caughtUp = listeners.length;
  }

  private async readChanges(from: number, keys: Set<DirectoryChangeKey>) {
    let since = from;
    for (;;) {
      const changes = await this.client.getChanges(since);
      changes.keys.forEach(key => keys.add(key));
      if (changes.revision === since) {
        return changes;
      }
      since = changes.revision;
    }
  }

  private async firstAnswer(): Promise<void> {
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, FIRST_ANSWER_WITHIN_MS);
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private wake() {
    const waiting = this.waiting;
    this.waiting = [];
    waiting.forEach(resume => resume());
  }
}
