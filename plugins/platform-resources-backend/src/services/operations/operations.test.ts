import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import {
  PermanentProviderError,
  TransientProviderError,
} from '@commonhold/plugin-platform-resources-node';
import { OperationsBench } from '../../__testUtils__/OperationsBench';
import { OperationClaims } from '../../store/OperationClaims';
import { ResourceQuery } from '../../store/ResourceStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const migrations = { directory: `${__dirname}/../../../migrations` };

describe.each(databases.eachSupportedId())('operations on %s', databaseId => {
  let bench: OperationsBench;

  beforeEach(async () => {
    const knex = await databases.init(databaseId as TestDatabaseId);
    await knex.migrate.latest(migrations);
    bench = new OperationsBench(knex);
  });

  afterEach(async () => {
    await bench.stop();
  });

  const listed = async (query: ResourceQuery = {}) =>
    (await bench.resources.page({ ...query, limit: 100 })).items;

  const refOf = (instance: string, tenant: string = 'payments') =>
    `system:${tenant}/app#jar/${instance}@prod`;

  it('make what is declared, note who declared it, and find nothing to do the second time', async () => {
    bench.startQueue();
    const outcome = await bench.declare(
      'payments',
      [bench.declared('plum', { size: 1 })],
      { approvers: ['user:default/grace'], change: 'change-1' },
    );
    expect(outcome).toMatchObject({ created: 1, unchanged: 0 });
    await bench.settled();
    expect(bench.provider.things.get(refOf('plum'))?.spec).toEqual({ size: 1 });

    const [plum] = await listed();
    expect(plum).toMatchObject({
      health: 'ready',
      generation: 1,
      observedGeneration: 1,
      conditions: { Synced: { status: 'True' }, Ready: { status: 'True' } },
    });
    await expect(bench.resources.generations(plum.id)).resolves.toMatchObject([
      {
        generation: 1,
        commit: { id: 'c0ffee' },
        approvers: ['user:default/grace'],
        operation: outcome.operations[0],
        appliedAt: expect.any(String),
      },
    ]);
    await expect(
      bench.declarations.progressOf(bench.knex, ['change-1']),
    ).resolves.toEqual(
      new Map([
        [
          'change-1',
          { waiting: 0, running: 0, succeeded: 1, failed: 0, dropped: 0 },
        ],
      ]),
    );
    const [line] = await bench.operations.lines(outcome.operations[0], {
      limit: 10,
    });
    expect(line.message).toBe('Put it there');

    await expect(
      bench.declare('payments', [bench.declared('plum', { size: 1 })]),
    ).resolves.toMatchObject({ unchanged: 1, operations: [] });
  });

  it('overtake what still waits for the same resource', async () => {
    const first = await bench.declare('payments', [
      bench.declared('plum', { size: 1 }),
    ]);
    const second = await bench.declare('payments', [
      bench.declared('plum', { size: 2 }),
    ]);
    bench.startQueue();
    await bench.settled();
    expect((await bench.operation(first.operations[0])).state).toBe(
      'superseded',
    );
    expect((await bench.operation(second.operations[0])).state).toBe(
      'succeeded',
    );
    expect(bench.provider.done).toEqual([refOf('plum')]);
  });

  it('try again what passes, and say what somebody has to mend', async () => {
    let attempts = 0;
    bench.provider.before = async ({ target, secret }) => {
      if (target.instance === 'plum') {
        attempts += 1;
        if (attempts === 1) {
          throw new TransientProviderError('The shelf is full', {
            nextStep: 'Wait',
          });
        }
      } else {
        secret('hush-hush');
        throw new PermanentProviderError('No such colour: hush-hush', {
          nextStep: 'Use another',
        });
      }
    };
    bench.startQueue();
    const { operations } = await bench.declare('payments', [
      bench.declared('plum'),
      bench.declared('pear'),
    ]);
    await bench.settled();
    await expect(bench.operation(operations[1])).resolves.toMatchObject({
      state: 'failed',
      cause: 'No such colour: ***',
      nextStep: 'Use another',
    });
    expect((await listed({ healths: ['failed'] })).length).toBe(1);
    const retried = await bench.operation(operations[0]);
    expect(['queued', 'succeeded']).toContain(retried.state);
    await eventually(async () =>
      expect(await bench.operation(operations[0])).toMatchObject({
        state: 'succeeded',
        attempt: 2,
        cause: null,
      }),
    );
  });

  it('destroy only what somebody agreed to lose, after it was kept for a while', async () => {
    bench.startQueue();
    const resources = [
      bench.declared('plum'),
      bench.declared('pear', {}, { retain: 'P7D' }),
    ];
    await bench.declare('payments', resources);
    await bench.settled();
    const { operations } = await bench.declare('payments', [], {
      mayDestroy: false,
    });
    await bench.settled();
    const byKind = await Promise.all(operations.map(id => bench.operation(id)));
    const plum = byKind.find(o => o.resourceRef === refOf('plum'));
    const pear = byKind.find(o => o.resourceRef === refOf('pear'));
    expect(plum).toMatchObject({
      state: 'failed',
      cause: 'Nobody agreed to lose all of it ("Delete it")',
    });
    expect(pear).toMatchObject({ state: 'queued' });
    expect(Date.parse(pear?.notBefore ?? '')).toBeGreaterThan(
      Date.now() + 6 * 24 * 3_600_000,
    );
    expect(bench.provider.things.size).toBe(2);

    await bench.declare('payments', resources);
    await bench.settled();
    expect(await listed({ healths: ['ready'] })).toHaveLength(2);
  });

  it('delete what was agreed to, and list it no more', async () => {
    bench.startQueue();
    await bench.declare('payments', [bench.declared('plum')]);
    await bench.settled();
    await bench.declare('payments', []);
    await bench.settled();
    expect(bench.provider.things.size).toBe(0);
    expect(await listed()).toEqual([]);
    await bench.declare('payments', [bench.declared('plum')]);
    await bench.settled();
    expect(await listed()).toMatchObject([{ generation: 3, health: 'ready' }]);
  });

  it('leave what did not resolve as it is, and say so', async () => {
    bench.startQueue();
    await bench.declare('payments', [bench.declared('plum')]);
    await bench.settled();
    await bench.declare('payments', [], {
      blocked: [{ leaf: 'prod', overlay: 'jar', message: 'jar.yaml:3: oh no' }],
    });
    expect(await listed()).toMatchObject([
      {
        health: 'blocked',
        conditions: { Blocked: { message: 'jar.yaml:3: oh no' } },
      },
    ]);
    await bench.declare('payments', [bench.declared('plum')]);
    expect(await listed()).toMatchObject([{ health: 'ready' }]);
  });

  it('make first what others need, and delete it last', async () => {
    const needing = bench.declared(
      'lid',
      {},
      {
        dependsOn: [refOf('plum') as never],
      },
    );
    await bench.declare('payments', [needing, bench.declared('plum')]);
    bench.startQueue();
    await bench.settled();
    expect(bench.provider.done).toEqual([refOf('plum'), refOf('lid')]);
    await bench.declare('payments', []);
    await bench.settled();
    expect(bench.provider.done.slice(2)).toEqual([refOf('lid'), refOf('plum')]);
  });

  it('are fair: a tenant with much to do does not hold up another', async () => {
    const many = Array.from({ length: 60 }, (_, i) => bench.declared(`j${i}`));
    await bench.declare('payments', many);
    bench.provider.before = async () => {
      await new Promise(resolve => {
        setTimeout(resolve, 5);
      });
    };
    bench.startQueue({ workers: 2 });
    await eventually(async () => {
      expect(bench.provider.done.length).toBeGreaterThan(3);
    });
    await bench.declare(
      'trading',
      Array.from({ length: 5 }, (_, i) => bench.declared(`t${i}`)),
    );
    const before = bench.provider.done.length;
    await bench.settled();
    const positions = bench.provider.done
      .slice(before)
      .flatMap((ref, at) => (ref.includes('trading') ? [at] : []));
    expect(positions).toHaveLength(5);
    expect(Math.max(...positions)).toBeLessThan(20);
  });

  it('keep to the cap of a tenant', async () => {
    bench.limits.set('payments', 2);
    bench.provider.before = async () => {
      await new Promise(resolve => {
        setTimeout(resolve, 20);
      });
    };
    bench.startQueue();
    if (databaseId !== 'SQLITE_3') {
      bench.startQueue();
    }
    await bench.declare(
      'payments',
      Array.from({ length: 12 }, (_, i) => bench.declared(`j${i}`)),
    );
    await bench.settled();
    expect(bench.provider.done).toHaveLength(12);
    expect(bench.provider.mostAtWork).toBe(2);
  });

  it('end when somebody cancels them, waiting or running', async () => {
    const outcome = await bench.declare('payments', [bench.declared('plum')]);
    await bench.resources.transaction(tx =>
      bench.operations.cancel(
        tx,
        outcome.operations[0],
        'user:default/ada',
        new Date().toISOString(),
      ),
    );
    expect((await bench.operation(outcome.operations[0])).state).toBe(
      'cancelled',
    );
    bench.startQueue();
    await bench.settled();
    expect(bench.provider.done).toEqual([]);
  });

  it('tell of an action that was cut off, and leave the resource as it was', async () => {
    bench.startQueue();
    await bench.declare('payments', [bench.declared('plum')]);
    await bench.settled();
    const [plum] = await listed();
    const { id } = await new OperationClaims(bench.knex).beginAction(
      {
        resource: plum.id,
        kind: 'action',
        action: 'shout',
        application: plum.application,
        component: plum.component,
        provider: plum.provider,
        tenant: plum.tenant,
        generation: plum.generation,
        notBefore: plum.createdAt,
        mayDestroy: true,
        actor: 'user:default/ada',
      },
      {
        owner: 'dead',
        now: '2026-01-01T00:00:00.000Z',
        leaseUntil: '2026-01-01T00:00:01.000Z',
      },
    );
    await bench.settled();
    await expect(bench.operation(id)).resolves.toMatchObject({
      state: 'failed',
      nextStep: 'Look whether it was done, and run it again if not',
    });
    expect(await listed()).toMatchObject([{ health: 'ready' }]);
  });

  it('go on after a restart, where a replica was stopped in the middle', async () => {
    let stuck = true;
    let waiting = false;
    bench.provider.before = async ({ signal }) => {
      waiting = stuck;
      if (stuck) {
        await new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        });
      }
    };
    const queue = bench.startQueue();
    const { operations } = await bench.declare('payments', [
      bench.declared('plum'),
    ]);
    await eventually(async () => {
      expect(waiting).toBe(true);
    });
    // As if the replica had died: its lease runs out, and another begins.
    await bench
      .knex('operations')
      .update({ lease_until: '2000-01-01T00:00:00.000Z', lease_owner: 'dead' });
    stuck = false;
    bench.startQueue();
    await eventually(async () =>
      expect((await bench.operation(operations[0])).state).toBe('succeeded'),
    );
    expect(bench.provider.done).toEqual([refOf('plum')]);
    const lines = await bench.operations.lines(operations[0], { limit: 10 });
    expect(lines.map(({ message }) => message)).toContain(
      'Another replica stopped while it worked on this: looking first',
    );
    await queue.stop();
  });
});

async function eventually(check: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await new Promise(resolve => {
        setTimeout(resolve, 20);
      });
    }
  }
}
