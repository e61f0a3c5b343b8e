import { LoggerService } from '@backstage/backend-plugin-api';
import { formatRequestId } from '@commonhold/plugin-feature-requests-common';
import { Deviation, ReconcileStore } from '../store/ReconcileStore';

const BATCH = 500;

export type ReconcileReport = {
  readonly checked: number;
  readonly mended: readonly Deviation[];
};

/**
 * Proves that demand is what the votes amount to, mends what is not, and says
 * so. It should never find anything.
 */
export class Reconciliation {
  constructor(
    private readonly options: {
      readonly logger: LoggerService;
      readonly store: ReconcileStore;
    },
  ) {}

  async run(signal?: AbortSignal): Promise<ReconcileReport> {
    const { logger, store } = this.options;
    const mended: Deviation[] = [];
    let checked = 0;
    let last: number | undefined = -1;
    while (last !== undefined && !signal?.aborted) {
      const batch: Awaited<ReturnType<ReconcileStore['check']>> =
        await store.check(last, BATCH);
      for (const requestId of batch.deviating) {
        const deviation = await store.mend(requestId);
        // Somebody may have voted between the look and the count.
        if (deviation && differs(deviation)) {
          mended.push(deviation);
          logger.warn(
            `The demand of request ${formatRequestId(
              requestId,
            )} was not what its votes amount to, and is now: ${describe(
              deviation,
            )}`,
          );
        }
      }
      checked += batch.checked;
      last = batch.last;
    }
    logger.info(
      `Demand of ${checked} requests was counted again: ${mended.length} deviated`,
    );
    return { checked, mended };
  }
}

function differs({ before, after }: Deviation): boolean {
  return (
    before.score !== after.score ||
    before.people !== after.people ||
    before.tenants !== after.tenants ||
    before.applications !== after.applications
  );
}

function describe({ before, after }: Deviation): string {
  return `score ${before.score} → ${after.score}, people ${before.people} → ${after.people}, tenants ${before.tenants} → ${after.tenants}, applications ${before.applications} → ${after.applications}`;
}
