import { LoggerService } from '@backstage/backend-plugin-api';
import { SignalsService } from '@backstage/plugin-signals-node';
import { OperationWatch } from './OperationEnding';

/** On which pages listen. */
const CHANNEL = 'platform-resources:operations';

/** Operations that move within this time are told of together. */
const COLLECT_MS = 500;

/**
 * Tells people who wanted operations that those moved: ids only, and nobody else, so
 * that a signal tells nothing to who may not see the operation. Pages ask for the
 * rest, and ask now and then anyhow.
 */
export class OperationSignals implements OperationWatch {
  private readonly pending = new Map<
    string,
    { operations: Set<string>; resources: Set<string> }
  >();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly signals: SignalsService,
    private readonly logger: LoggerService,
  ) {}

  moved(operation: string, resource: string, actor: string): void {
    if (!actor.startsWith('user:')) {
      return;
    }
    const known = this.pending.get(actor) ?? {
      operations: new Set(),
      resources: new Set(),
    };
    known.operations.add(operation);
    known.resources.add(resource);
    this.pending.set(actor, known);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.publish().catch(error =>
        this.logger.debug(`Signals could not be sent: ${error}`),
      );
    }, COLLECT_MS);
    this.timer.unref();
  }

  private async publish(): Promise<void> {
    const all = [...this.pending];
    this.pending.clear();
    for (const [user, { operations, resources }] of all) {
      await this.signals.publish({
        channel: CHANNEL,
        recipients: { type: 'user', entityRef: user },
        message: {
          operations: [...operations],
          resources: [...resources],
        },
      });
    }
  }
}
