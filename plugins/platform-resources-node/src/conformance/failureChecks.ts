import assert from 'node:assert/strict';
import { isError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { ProviderError } from '../errors';
import { Observation, ResourceProvider } from '../ResourceProvider';
import type { ConformanceCheck } from './checks';
import { ConformanceHarness } from './ConformanceHarness';
import { isRefusal, Trial } from './Trial';

/** How soon a provider that is asked to stop, stops. */
const SOON_MS = 5_000;

/** What happens when things go wrong. */
export const failureChecks: readonly ConformanceCheck[] = [
  {
    title: 'refuses a worker that lost its lease, if it remembers fences',
    async run(harness) {
      const { first, second } = harness.resource();
      const { target } = first;
      if (!harness.provider().capabilities.fencing) {
        return;
      }
      const zombie = new Trial(harness.provider(), 1);
      const { observed: made } = await zombie.converge(first, target);
      const [step] = zombie.plan(second, made);
      const successor = new Trial(harness.provider(), 2);
      await successor.converge(second, target);
      const { observed } = await successor.converge(first, target);
      assert.equal(
        observed?.version,
        made?.version,
        'the version differs though everything is as it was',
      );
      // All is as the zombie remembers it: only the fence tells.
      await assert.rejects(
        new Trial(harness.provider(), 1).apply(step, target, {
          idempotencyKey: `${target.id}/zombie/${step.id}`,
        }),
        { name: 'FencedError' },
        'a worker that lost its lease changed something',
      );
      assert.equal(
        (await successor.observe(target))?.version,
        observed?.version,
        'a worker that lost its lease changed something',
      );
    },
  },
  {
    title: 'stops when it is asked to, and recovers from that',
    async run(harness) {
      const { first } = harness.resource();
      const { target } = first;
      const trial = new Trial(harness.provider());
      const [step] = trial.plan(first, await trial.observe(target));
      const stop = new AbortController();
      stop.abort();
      const begin = Date.now();
      await trial
        .apply(step, target, { signal: stop.signal })
        .catch(error => trial.said.push(textOf(error)));
      assert.ok(
        Date.now() - begin < SOON_MS,
        `it went on for more than ${SOON_MS} ms after it was asked to stop`,
      );
      await new Trial(harness.provider(), 2).converge(first, target);
      const { steps } = await new Trial(harness.provider(), 2).converge(
        first,
        target,
      );
      assert.equal(steps, 0, 'it did not recover');
    },
  },
  {
    title: 'calls wrong credentials permanent, and says what to do',
    async run(harness) {
      if (harness.withWrongCredentials !== 'has no credentials') {
        const error = await failureOf(harness, harness.withWrongCredentials());
        assert.equal(error.name, 'PermanentProviderError', textOf(error));
        assertHelpful(error);
      }
    },
  },
  {
    title: 'calls a dead server transient, and says what to do',
    async run(harness) {
      if (harness.withDeadServer !== 'has no server') {
        const error = await failureOf(harness, harness.withDeadServer());
        assert.equal(error.name, 'TransientProviderError', textOf(error));
        assertHelpful(error);
      }
    },
  },
  {
    title: 'never tells a secret',
    async run(harness) {
      const { first, second } = harness.resource();
      const trial = new Trial(harness.provider());
      await trial.converge(first, first.target);
      await trial.converge(second, first.target);
      const [stale] = trial.plan(first, await trial.observe(first.target));
      await harness.drift(first.target);
      await trial.apply(stale, first.target).catch(error => {
        assert.ok(
          isRefusal(error) || error instanceof ProviderError,
          textOf(error),
        );
        trial.said.push(textOf(error));
      });
      const actions = Object.values(trial.provider.actions ?? {});
      const fromActions: string[] = [];
      for (const action of actions) {
        await trial.converge(first, first.target);
        const result = await action.run(
          first.target,
          {},
          {
            ...trial.context(first.target, 'action'),
            secret: value => fromActions.push(value),
          },
        );
        const secrets = Object.values(result.secrets ?? {});
        trial.said.push(result.message);
        for (const secret of secrets) {
          assert.ok(
            fromActions.includes(secret),
            'an action returned a secret without registering it as one',
          );
        }
      }
      await trial.observe(first.target);
      await trial.converge(undefined, first.target);
      for (const broken of [
        harness.withWrongCredentials,
        harness.withDeadServer,
      ]) {
        if (typeof broken !== 'string') {
          trial.said.push(textOf(await failureOf(harness, broken())));
        }
      }
      const said = trial.said.join('\n');
      for (const secret of [...harness.secrets, ...fromActions]) {
        assert.ok(
          !said.includes(secret),
          'a secret is in a log line, an observation, a plan or an error',
        );
      }
    },
  },
];

async function failureOf<
  Spec extends object,
  Observed extends Observation,
  Data extends JsonObject,
>(
  harness: ConformanceHarness<Spec, Observed, Data>,
  provider: ResourceProvider<Spec, Observed, Data>,
): Promise<Error> {
  const { first } = harness.resource();
  const trial = new Trial(provider);
  try {
    await trial.converge(first, first.target);
  } catch (error) {
    assert.ok(isError(error), 'threw something that is no error');
    return error;
  }
  return assert.fail('it worked, where it could not');
}

function assertHelpful(error: Error): void {
  assert.ok(error instanceof ProviderError && error.nextStep.trim());
}

/** All that a careless logger would write of an error. */
function textOf(error: unknown): string {
  if (!isError(error)) {
    return String(error);
  }
  const nextStep = error instanceof ProviderError ? error.nextStep : '';
  const cause = error.cause === undefined ? '' : textOf(error.cause);
  return [error.stack, error.message, nextStep, cause].join('\n');
}
