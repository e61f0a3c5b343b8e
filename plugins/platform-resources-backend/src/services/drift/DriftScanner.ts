import { LoggerService } from '@backstage/backend-plugin-api';
import { ResourceStore } from '../../store/ResourceStore';
import { DriftCheck } from './DriftCheck';

/** Resources that a replica takes at once, and looks at side by side. */
const TAKE = 40;
const SIDE_BY_SIDE = 4;

/** Looks at all resources again and again, a share of them on each replica. */
export class DriftScanner {
  constructor(
    private readonly options: {
      readonly resources: ResourceStore;
      readonly check: DriftCheck;
      /** How often each resource is looked at. */
      readonly everyMs: number;
      readonly logger: LoggerService;
    },
  ) {}

  /** Looks at what is due; ends when nothing is, or when it is told to. */
  async run(signal: AbortSignal): Promise<void> {
    const { resources, everyMs } = this.options;
    while (!signal.aborted) {
      const now = Date.now();
      const due = await resources.takeDueForCheck(
        new Date(now).toISOString(),
        new Date(now + everyMs).toISOString(),
        TAKE,
      );
      const waiting = [...due];
      await Promise.all(
        Array.from({ length: SIDE_BY_SIDE }, async () => {
          for (
            let next = waiting.pop();
            next && !signal.aborted;
            next = waiting.pop()
          ) {
            await this.lookAt(next);
          }
        }),
      );
      if (due.length < TAKE) {
        return;
      }
    }
  }

  private async lookAt(
    resource: Parameters<DriftCheck['look']>[0],
  ): Promise<void> {
    try {
      await this.options.check.look(resource);
    } catch (error) {
      this.options.logger.warn(
        `${resource.ref} could not be looked at, and will be again: ${error}`,
      );
    }
  }
}
