import { LoggerService } from '@backstage/backend-plugin-api';
import { OperationLogLine } from '@commonhold/plugin-platform-resources-common';
import {
  ProviderLog,
  redact,
} from '@commonhold/plugin-platform-resources-node';
import { OperationStore } from '../../store/OperationStore';

/** How long lines wait for others before they are written together. */
const FLUSH_MS = 300;

/** A provider that says more than this is cut off. */
const MOST_LINES = 2_000;

/** What an operation says, written down without its secrets, a few lines at once. */
export class OperationLog implements ProviderLog {
  private readonly secrets = new Set<string>();
  private pending: Omit<OperationLogLine, 'id'>[] = [];
  private count = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly operation: string,
    private readonly store: OperationStore,
    private readonly logger: LoggerService,
  ) {}

  info(message: string): void {
    this.add('info', message);
  }

  warn(message: string): void {
    this.add('warn', message);
  }

  /** Takes a value out of everything that is said from now on. */
  secret(value: string): void {
    this.secrets.add(value);
  }

  clean(text: string): string {
    return redact(text, this.secrets);
  }

  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const lines = this.pending;
    this.pending = [];
    this.writing = this.writing
      .then(() => this.store.log(this.operation, lines))
      .catch(error => {
        // What it says is not worth failing for.
        this.logger.warn(
          `Log lines of operation ${this.operation} are lost: ${this.clean(
            String(error),
          )}`,
        );
      });
    await this.writing;
  }

  private add(level: 'info' | 'warn', message: string): void {
    this.count += 1;
    if (this.count > MOST_LINES) {
      return;
    }
    this.pending.push({
      at: new Date().toISOString(),
      level,
      message:
        this.count === MOST_LINES
          ? 'It says too much: the rest is left out'
          : this.clean(message),
    });
    this.timer ??= setTimeout(() => {
      this.flush().catch(() => undefined);
    }, FLUSH_MS);
    this.timer.unref();
  }
}
