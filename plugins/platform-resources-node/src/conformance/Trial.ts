import { createHash } from 'node:crypto';
import { JsonObject } from '@backstage/types';
import { FencedError, StalePlanError } from '../errors';
import {
  ApplyContext,
  DesiredResource,
  Observation,
  PlannedStep,
  ProviderTarget,
  ResourceProvider,
} from '../ResourceProvider';

/** A plan longer than this does not come to an end. */
const MOST_STEPS = 100;

/**
 * Plays the part of the portal for one provider, as one process of it would.
 *
 * @public
 */
export class Trial<
  Spec extends object,
  Observed extends Observation,
  Data extends JsonObject,
> {
  /** All that the provider said: log lines, observations, plans. */
  readonly said: string[] = [];

  constructor(
    readonly provider: ResourceProvider<Spec, Observed, Data>,
    readonly fence: number = 1,
  ) {}

  context(
    target: ProviderTarget,
    work: string,
    overrides: Partial<ApplyContext> = {},
  ): ApplyContext {
    const log = (message: string) => {
      this.said.push(message);
    };
    return {
      target,
      idempotencyKey: `${target.id}/${this.fence}/${hashOf(work)}`,
      fence: this.fence,
      signal: new AbortController().signal,
      log: { info: log, warn: log },
      secret: () => undefined,
      ...overrides,
    };
  }

  async observe(target: ProviderTarget): Promise<Observed | undefined> {
    const observed = await this.provider.observe(
      target,
      new AbortController().signal,
    );
    this.said.push(JSON.stringify(observed) ?? '');
    return observed;
  }

  plan(
    desired: DesiredResource<Spec> | undefined,
    observed: Observed | undefined,
  ): PlannedStep<Data>[] {
    const steps = this.provider.plan(desired, observed);
    this.said.push(JSON.stringify(steps));
    return steps;
  }

  async apply(
    step: PlannedStep<Data>,
    target: ProviderTarget,
    overrides: Partial<ApplyContext> = {},
  ): Promise<Observed | undefined> {
    const observed = await this.provider.apply(
      step,
      this.context(target, JSON.stringify(step), overrides),
    );
    this.said.push(JSON.stringify(observed) ?? '');
    return observed;
  }

  /**
   * Observes, then plans and applies until nothing is to do.
   *
   * @param options.stopAfter - to stop after so many steps, as if killed
   * @param options.afterEach - called with each step and what it left
   * @returns what is there in the end, and how many steps it took
   */
  async converge(
    desired: DesiredResource<Spec> | undefined,
    target: ProviderTarget,
    options: {
      readonly stopAfter?: number;
      readonly afterEach?: (
        step: PlannedStep<Data>,
        left: Observed | undefined,
      ) => Promise<void>;
    } = {},
  ): Promise<{ observed: Observed | undefined; steps: number }> {
    let observed = await this.observe(target);
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      const [next] = this.plan(desired, observed);
      if (!next || steps === options.stopAfter) {
        return { observed, steps };
      }
      observed = await this.apply(next, target);
      await options.afterEach?.(next, observed);
    }
    throw new Error(
      `${MOST_STEPS} steps did not make the resource what it should be: plan does not come to an end`,
    );
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Whether a refusal is one that the portal understands as "observe again". */
export function isRefusal(error: unknown): boolean {
  return error instanceof StalePlanError || error instanceof FencedError;
}
