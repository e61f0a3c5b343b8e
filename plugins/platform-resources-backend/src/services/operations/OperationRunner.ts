import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  Observation,
  PermanentProviderError,
  PlannedStep,
  TransientProviderError,
} from '@commonhold/plugin-platform-resources-node';
import {
  InstalledProvider,
  ProviderRegistry,
} from '../../providers/ProviderRegistry';
import { ClaimedOperation } from '../../store/OperationClaims';
import { OperationStore } from '../../store/OperationStore';
import { StoredResource } from '../../store/resourceRows';
import { ResourceStore } from '../../store/ResourceStore';
import { desiredOf, targetOf } from '../resources/targetOf';
import { OperationEnding, OperationOutcome } from './OperationEnding';
import { OperationLog } from './OperationLog';
import { failureOf, waitMs } from './retryPolicy';

/** A plan longer than this does not come to an end. */
const MOST_STEPS = 60;

/** How often in a row the world may move beneath a plan. */
const MOST_STALE = 5;

/** How long a backend may take from done to ready, and how often it is asked. */
const READY_WITHIN_MS = 30_000;
const READY_EVERY_MS = 1_000;

/** Why the work on an operation was stopped from outside. */
export type StopReason = 'cancelled' | 'superseded' | 'lost' | 'shutdown';

/** Thrown inside when somebody stopped the work. */
class Stopped extends Error {
  constructor(readonly reason: StopReason) {
    super(`Stopped: ${reason}`);
    this.name = 'Stopped';
  }
}

/** Does one operation: observes, plans and applies until nothing is to do. */
export class OperationRunner {
  constructor(
    private readonly options: {
      readonly operations: OperationStore;
      readonly resources: ResourceStore;
      readonly providers: ProviderRegistry;
      readonly ending: OperationEnding;
      readonly logger: LoggerService;
    },
  ) {}

  /**
   * Never throws for what the operation itself does wrong.
   *
   * @param signal - aborted with a `StopReason` when the work has to stop
   */
  async run(claimed: ClaimedOperation, signal: AbortSignal): Promise<void> {
    const { operations, ending, logger } = this.options;
    const { row } = claimed;
    const log = new OperationLog(row.id, operations, logger);
    const begin = Date.now();
    let outcome: OperationOutcome;
    try {
      outcome = await this.work(claimed, signal, log);
    } catch (error) {
      if (isError(error) && error.name === 'LostLeaseError') {
        logger.info(`Operation ${row.id} goes on elsewhere`);
        return;
      }
      outcome = this.outcomeOf(error, claimed, signal, log);
    }
    await log.flush();
    try {
      await ending.end(claimed, outcome, Date.now() - begin);
    } catch (error) {
      // Its lease runs out, and somebody observes and goes on.
      logger.warn(
        `The end of operation ${row.id} could not be written: ${log.clean(
          String(error),
        )}`,
      );
    }
  }

  private async work(
    claimed: ClaimedOperation,
    signal: AbortSignal,
    log: OperationLog,
  ): Promise<OperationOutcome> {
    const { resources, providers } = this.options;
    const { row, continued } = claimed;
    const resource = await ours(() => resources.find(row.resource_id));
    if (!resource || resource.generation > row.generation) {
      return { state: 'superseded', cause: 'It was declared anew since' };
    }
    if (row.kind === 'action') {
      return {
        state: 'failed',
        cause: 'The portal stopped while the action ran',
        nextStep: 'Look whether it was done, and run it again if not',
      };
    }
    const provider = providers.get(row.provider);
    if (continued) {
      log.warn(
        'Another replica stopped while it worked on this: looking first',
      );
    }
    const observed = await this.converge(
      provider,
      resource,
      claimed,
      signal,
      log,
    );
    return { state: 'succeeded', observed, resource };
  }

  private async converge(
    provider: InstalledProvider,
    resource: StoredResource,
    claimed: ClaimedOperation,
    signal: AbortSignal,
    log: OperationLog,
  ): Promise<Observation | undefined> {
    const { row, fence } = claimed;
    const target = targetOf(resource);
    const desired = desiredOf(resource);
    const findings =
      (desired && provider.validate?.(desired.spec, target)) ?? [];
    if (findings.length > 0) {
      throw new PermanentProviderError(
        findings
          .map(({ pointer, message }) => `${pointer}: ${message}`)
          .join('; '),
        { nextStep: 'Correct it in the overlay' },
      );
    }
    let observed = await provider.observe(target, signal);
    let stale = 0;
    for (let done = 0; done < MOST_STEPS; done += 1) {
      const [step] = provider.plan(desired, observed);
      if (!step) {
        return this.verify(provider, resource, claimed, observed, signal);
      }
      refuseLoss(step, claimed);
      await this.progress(claimed, signal, {
        stepsDone: done,
        step: step.summary,
      });
      try {
        observed = await provider.apply(step, {
          target,
          idempotencyKey: keyOf(row, step),
          fence,
          signal,
          log,
          secret: value => log.secret(value),
        });
        stale = 0;
      } catch (error) {
        if (!isError(error) || error.name !== 'StalePlanError') {
          throw error;
        }
        stale += 1;
        if (stale > MOST_STALE) {
          throw error;
        }
        log.warn('Something changed meanwhile: looking again');
        observed = await provider.observe(target, signal);
      }
    }
    throw new PermanentProviderError(
      `${MOST_STEPS} steps did not make it what it should be`,
      {
        nextStep:
          'Tell the owner of the component: its provider does not come to an end',
      },
    );
  }

  /** Looks once more with fresh eyes, and waits until it is ready. */
  private async verify(
    provider: InstalledProvider,
    resource: StoredResource,
    claimed: ClaimedOperation,
    applied: Observation | undefined,
    signal: AbortSignal,
  ): Promise<Observation | undefined> {
    await this.progress(claimed, signal, {
      state: 'verifying',
      step: 'Look whether it is as it should be',
    });
    const desired = desiredOf(resource);
    const deadline = Date.now() + READY_WITHIN_MS;
    let observed = applied;
    for (;;) {
      observed = await provider.observe(targetOf(resource), signal);
      if (provider.plan(desired, observed).length > 0) {
        throw new TransientProviderError(
          'Somebody changed it while it was applied',
          { nextStep: 'It is applied again' },
        );
      }
      if (!desired || observed?.ready?.is !== false) {
        return observed;
      }
      if (Date.now() > deadline) {
        throw new TransientProviderError(
          `It was applied, but is not ready: ${observed.ready.message}`,
          { nextStep: 'It is looked at again' },
        );
      }
      await sleep(READY_EVERY_MS, undefined, { signal });
    }
  }

  private async progress(
    { row, fence }: ClaimedOperation,
    signal: AbortSignal,
    progress: Parameters<OperationStore['progress']>[2],
  ): Promise<void> {
    if (signal.aborted) {
      throw new Stopped(signal.reason);
    }
    const { cancelRequested, superseded } = await ours(() =>
      this.options.operations.progress(row.id, fence, progress),
    );
    if (cancelRequested) {
      throw new Stopped('cancelled');
    }
    if (superseded) {
      throw new Stopped('superseded');
    }
  }

  private outcomeOf(
    error: unknown,
    { row }: ClaimedOperation,
    signal: AbortSignal,
    log: OperationLog,
  ): OperationOutcome {
    const reason = reasonOf(error, signal);
    switch (reason) {
      case 'cancelled':
        return { state: 'cancelled', cause: 'Cancelled while it ran' };
      case 'superseded':
        return { state: 'superseded', cause: 'It was declared anew since' };
      case 'shutdown':
        return { state: 'queued', uncounted: true };
      case 'lost':
        return { state: 'lost' };
      default:
    }
    if (isError(error) && error.name === 'FencedError') {
      return { state: 'lost' };
    }
    const failure = failureOf(error, row.attempt);
    const cause = log.clean(failure.cause);
    const nextStep = log.clean(failure.nextStep);
    log.warn(cause);
    return failure.retry
      ? {
          state: 'queued',
          cause,
          nextStep,
          notBefore: new Date(
            Date.now() + waitMs(row.attempt, Math.random()),
          ).toISOString(),
        }
      : { state: 'failed', cause, nextStep };
  }
}

/** A failure of the portal's own database is not the provider's, and passes. */
async function ours<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isError(error) && error.name === 'LostLeaseError') {
      throw error;
    }
    throw new TransientProviderError(
      "The portal's own database did not answer",
      { nextStep: 'It is tried again' },
    );
  }
}

function reasonOf(error: unknown, signal: AbortSignal): StopReason | undefined {
  if (error instanceof Stopped) {
    return error.reason;
  }
  return signal.aborted ? signal.reason : undefined;
}

/** What is lost, somebody has to have agreed to. */
function refuseLoss(step: PlannedStep, { row }: ClaimedOperation): void {
  if (step.destructive && !row.may_destroy) {
    throw new PermanentProviderError(
      `Nobody agreed to lose ${step.loses} ("${step.summary}")`,
      {
        nextStep:
          'Propose it as a change in the portal, or have somebody else try this operation again and accept the loss',
      },
    );
  }
}

/** The same for every attempt at one step that is planned on one version. */
function keyOf(row: ClaimedOperation['row'], step: PlannedStep): string {
  const what = createHash('sha256')
    .update(JSON.stringify([step.id, step.basedOn, step.data]))
    .digest('hex')
    .slice(0, 16);
  return `${row.resource_id}/${row.generation}/${row.id}/${step.id}/${what}`;
}
