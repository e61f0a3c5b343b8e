import assert from 'node:assert/strict';
import { JsonObject } from '@backstage/types';
import { Observation } from '../ResourceProvider';
import { ConformanceHarness } from './ConformanceHarness';
import { Trial } from './Trial';
import { failureChecks } from './failureChecks';

/** One thing that every provider keeps to. @public */
export type ConformanceCheck = {
  readonly title: string;
  /** @throws AssertionError if the provider does not keep to it */
  run<
    Spec extends object,
    Observed extends Observation,
    Data extends JsonObject,
  >(
    harness: ConformanceHarness<Spec, Observed, Data>,
  ): Promise<void>;
};

const convergingChecks: readonly ConformanceCheck[] = [
  {
    title: 'observes nothing where there is nothing, and plans its creation',
    async run(harness) {
      const { first } = harness.resource();
      const trial = new Trial(harness.provider());
      const observed = await trial.observe(first.target);
      assert.equal(observed, undefined, 'observed a resource that nobody made');
      const steps = trial.plan(first, observed);
      assert.notEqual(steps.length, 0, 'planned nothing for a new resource');
      assert.equal(steps[0].basedOn, null, 'planned on what is not there');
    },
  },
  {
    title: 'plans the same for the same, in steps that can be stored',
    async run(harness) {
      const { first } = harness.resource();
      const desired = JSON.stringify(first);
      const steps = harness.provider().plan(first, undefined);
      assert.deepEqual(
        harness.provider().plan(first, undefined),
        steps,
        'two plans of the same differ',
      );
      assert.equal(JSON.stringify(first), desired, 'plan changed its input');
      assert.deepEqual(
        JSON.parse(JSON.stringify(steps)),
        JSON.parse(JSON.stringify(structuredClone(steps))),
        'steps do not survive being stored',
      );
      const ids = steps.map(step => step.id);
      assert.equal(new Set(ids).size, ids.length, 'two steps have one id');
      for (const step of steps) {
        assert.ok(step.summary.trim(), `the step ${step.id} has no summary`);
      }
    },
  },
  {
    title: 'makes what was declared, and then has nothing to do',
    async run(harness) {
      const { first } = harness.resource();
      const { observed } = await new Trial(harness.provider()).converge(
        first,
        first.target,
      );
      assert.ok(observed, 'apply returned nothing for what it made');
      const seen = await new Trial(harness.provider()).observe(first.target);
      assert.deepEqual(
        seen?.version,
        observed.version,
        'apply returned another version than observe sees afterwards',
      );
      const again = await new Trial(harness.provider()).converge(
        first,
        first.target,
      );
      assert.equal(again.steps, 0, 'there is still something to do');
    },
  },
  {
    title: 'makes an edit, and nothing else',
    async run(harness) {
      const { first, second } = harness.resource();
      const trial = new Trial(harness.provider());
      await trial.converge(first, first.target);
      const observed = await trial.observe(first.target);
      const steps = trial.plan(second, observed);
      assert.notEqual(steps.length, 0, 'the edit was not seen');
      assert.ok(
        steps.some(step => step.changes.length > 0),
        'no step says what it changes',
      );
      for (const step of steps) {
        assert.notEqual(step.kind, 'create', 'an edit creates the resource');
      }
      assert.equal(
        steps[0].basedOn,
        observed?.version,
        'the plan is not bound to what was observed',
      );
      await trial.converge(second, first.target);
      const { steps: left } = await new Trial(harness.provider()).converge(
        second,
        first.target,
      );
      assert.equal(left, 0, 'there is still something to do');
    },
  },
  {
    title: 'applies a step twice as if once',
    async run(harness) {
      const { first } = harness.resource();
      const { target } = first;
      await new Trial(harness.provider()).converge(first, target, {
        afterEach: async (step, left) => {
          const effects = await harness.effects?.(target);
          const repeated = await new Trial(harness.provider()).apply(
            step,
            target,
          );
          assert.deepEqual(
            repeated?.version,
            left?.version,
            `a second "${step.summary}" changed something`,
          );
          assert.equal(
            await harness.effects?.(target),
            effects,
            `a second "${step.summary}" did something`,
          );
        },
      });
    },
  },
  {
    title: 'recovers when it is killed between any two steps',
    async run(harness) {
      const sameOf = harness.sameOf ?? (spec => spec);
      const whole = harness.resource().first;
      const { steps, observed: made } = await new Trial(
        harness.provider(),
      ).converge(whole, whole.target);
      for (let stopAfter = 0; stopAfter <= steps; stopAfter += 1) {
        const { first } = harness.resource();
        await new Trial(harness.provider(), 1).converge(first, first.target, {
          stopAfter,
        });
        const { observed } = await new Trial(harness.provider(), 2).converge(
          first,
          first.target,
        );
        assert.deepEqual(
          observed && sameOf(observed.spec),
          made && sameOf(made.spec),
          `killed after ${stopAfter} steps, it became something else`,
        );
      }
    },
  },
  {
    title: 'sees what others changed, and puts it right',
    async run(harness) {
      const { first } = harness.resource();
      const trial = new Trial(harness.provider());
      const { observed: before } = await trial.converge(first, first.target);
      await harness.drift(first.target);
      const observed = await trial.observe(first.target);
      assert.notEqual(
        observed?.version,
        before?.version,
        'the version is the same after somebody changed it',
      );
      const steps = trial.plan(first, observed);
      assert.notEqual(steps.length, 0, 'drift was not seen');
      assert.ok(
        observed === undefined || steps.some(({ changes }) => changes.length),
        'drift was seen, but no step says what differs',
      );
      await trial.converge(first, first.target);
      assert.equal(
        trial.plan(first, await trial.observe(first.target)).length,
        0,
        'drift was not put right',
      );
    },
  },
  {
    title: 'refuses a plan that was made before somebody changed something',
    async run(harness) {
      const { first, second } = harness.resource();
      const trial = new Trial(harness.provider());
      await trial.converge(first, first.target);
      const [stale] = trial.plan(second, await trial.observe(first.target));
      await harness.drift(first.target);
      const drifted = await trial.observe(first.target);
      await assert.rejects(
        trial.apply(stale, first.target),
        { name: 'StalePlanError' },
        'a stale plan was applied',
      );
      assert.equal(
        (await trial.observe(first.target))?.version,
        drifted?.version,
        'a stale plan changed something before it was refused',
      );
    },
  },
  {
    title:
      'deletes, says what is lost, and finds the deletion of the absent fine',
    async run(harness) {
      const { first } = harness.resource();
      const { target } = first;
      const trial = new Trial(harness.provider());
      assert.deepEqual(
        trial.plan(undefined, undefined),
        [],
        'planned the deletion of what is not there',
      );
      const { observed } = await trial.converge(first, target);
      const steps = trial.plan(undefined, observed);
      assert.notEqual(steps.length, 0, 'planned nothing to delete it');
      await trial.converge(undefined, target, {
        afterEach: async (step, left) => {
          const again = await new Trial(harness.provider()).apply(step, target);
          assert.equal(again?.version, left?.version, 'deleting twice differs');
        },
      });
      assert.equal(await trial.observe(target), undefined, 'it is still there');
      for (const step of steps) {
        await new Trial(harness.provider(), 9).apply(step, target);
      }
      assert.equal(await trial.observe(target), undefined, 'it came back');
    },
  },
  {
    title: 'keeps resources of the same name at other places apart',
    async run(harness) {
      const one = harness.resource().first;
      const elsewhere = harness.resource().second;
      const trial = new Trial(harness.provider());
      const { observed: before } = await trial.converge(one, one.target);
      await trial.converge(elsewhere, elsewhere.target);
      assert.equal(
        (await trial.observe(one.target))?.version,
        before?.version,
        'a resource at another place changed this one',
      );
    },
  },
  {
    title: 'carries tags, if it says so',
    async run(harness) {
      const { first } = harness.resource();
      const provider = harness.provider();
      if (!provider.capabilities.tags) {
        return;
      }
      const tagged = { ...first, tags: { ...first.tags, costCenter: 'CC-1' } };
      const trial = new Trial(provider);
      const { observed } = await trial.converge(tagged, tagged.target);
      assert.equal(observed?.tags?.costCenter, 'CC-1', 'the tag is not there');
      const edited = {
        ...tagged,
        tags: { ...tagged.tags, costCenter: 'CC-2' },
      };
      const { observed: after } = await trial.converge(edited, tagged.target);
      assert.equal(after?.tags?.costCenter, 'CC-2', 'the tag did not change');
    },
  },
];

/** What every provider keeps to. @public */
export const conformanceChecks: readonly ConformanceCheck[] = [
  ...convergingChecks,
  ...failureChecks,
];
