import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { Knex } from 'knex';
import {
  demandScore,
  trendOf,
} from '@commonhold/plugin-feature-requests-common';
import { Reconciliation } from './services/Reconciliation';
import { openDatabase } from './store/database';
import { Stores, createStores } from './store/stores';
import { EVERYTHING } from './store/visible';

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const REQUESTS = 4;
const PEOPLE = 8;

type Step =
  | { do: 'vote'; request: number; person: number; importance: number | null }
  | { do: 'unvote'; request: number; person: number }
  | { do: 'merge'; request: number; into: number }
  | { do: 'unmerge'; request: number };

const request = fc.integer({ min: 0, max: REQUESTS - 1 });
const person = fc.integer({ min: 0, max: PEOPLE - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('vote' as const),
      request,
      person,
      importance: fc.constantFrom(null, 1, 2, 3),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('unvote' as const),
      request,
      person,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('merge' as const),
      request,
      into: request,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('unmerge' as const), request }),
  },
);

describe.each(databases.eachSupportedId())('demand on %s', databaseId => {
  let knex: Knex;
  let stores: Stores;

  beforeAll(async () => {
    const client = await databases.init(databaseId);
    knex = await openDatabase({ getClient: async () => client });
    stores = createStores(knex);
  });

  async function newRequests(): Promise<number[]> {
    await knex('merges').delete();
    await knex('requests').delete();
    return stores.requests.transaction(async tx => {
      const ids: number[] = [];
      for (let index = 0; index < REQUESTS; index++) {
        ids.push(
          await stores.requests.insert(tx, {
            title: `Wish ${index}`,
            description: '',
            excerpt: '',
            about: null,
            category: null,
            tags: [],
            tenant: 'payments',
            author: 'user:default/paula',
            castBy: null,
            visibility: 'shared',
            audience: ['everyone'],
            links: [],
            at: '2026-11-20T10:00:00.000Z',
          }),
        );
      }
      return ids;
    });
  }

  async function run(ids: number[], next: Step, at: number): Promise<void> {
    const id = ids[next.request];
    const voting = stores.votes.voting();
    switch (next.do) {
      case 'vote':
        await voting.cast(
          id,
          {
            voter: `user:default/p${next.person}`,
            tenant: `t${next.person % 3}`,
            application:
              next.person % 4 ? `system:t/a${next.person % 4}` : null,
            importance: next.importance,
            castBy: null,
            castAt: at,
          },
          EVERYTHING,
        );
        break;
      case 'unvote':
        await voting.withdraw(id, `user:default/p${next.person}`, EVERYTHING);
        break;
      case 'merge':
        if (next.request !== next.into) {
          await stores.requests
            .transaction(tx =>
              stores.merges.merge(tx, id, ids[next.into], {
                comments: true,
                at: new Date(at).toISOString(),
              }),
            )
            .catch(ignoreConflict);
        }
        break;
      default:
        await stores.requests
          .transaction(tx =>
            stores.merges.unmerge(tx, id, new Date(at).toISOString()),
          )
          .catch(ignoreConflict);
    }
  }

  /** What the votes amount to, counted by hand. */
  async function recounted(id: number) {
    const votes: any[] = await knex('votes').where({ request_id: id });
    const byTenant = new Map<string, number>();
    for (const { tenant_id } of votes) {
      byTenant.set(tenant_id, (byTenant.get(tenant_id) ?? 0) + 1);
    }
    const weighing = (importance: number) =>
      votes.filter(vote => vote.importance === importance).length;
    return {
      people: votes.length,
      tenants: byTenant.size,
      applications: new Set(
        votes.flatMap(({ application }) => application ?? []),
      ).size,
      score: demandScore(byTenant.values()),
      nice_to_have: weighing(1),
      important: weighing(2),
      critical: weighing(3),
      trend: trendOf(
        votes.map(({ gain, cast_at }) => ({ gain, castAt: Number(cast_at) })),
      ),
    };
  }

  it('is a recount after any history of votes, unvotes, merges and unmerges', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 40 }),
        async steps => {
          const ids = await newRequests();
          let at = Date.UTC(2026, 0, 1);
          for (const next of steps) {
            at += 3_600_000;
            await run(ids, next, at);
          }
          for (const id of ids) {
            const { trend, ...counters } = await recounted(id);
            const row = await knex('demand').where({ request_id: id }).first();
            expect(row).toMatchObject(counters);
            expect(row.trend).toBeCloseTo(trend, 5);
          }
          const people: { voter: string }[] = await knex('votes')
            .join('demand', 'demand.request_id', 'votes.request_id')
            .whereNull('merged_into')
            .select('votes.voter', 'votes.request_id');
          expect(new Set(people.map(row => JSON.stringify(row))).size).toBe(
            people.length,
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is proved by the reconcile, which mends what somebody broke by hand', async () => {
    const ids = await newRequests();
    for (let who = 0; who < PEOPLE; who++) {
      await run(
        ids,
        { do: 'vote', request: 0, person: who, importance: 2 },
        Date.UTC(2026, 10, 1),
      );
    }
    const reconciliation = new Reconciliation({
      logger: mockServices.logger.mock(),
      store: stores.reconcile,
    });
    await expect(reconciliation.run()).resolves.toEqual({
      checked: REQUESTS,
      mended: [],
    });
    const right = await knex('demand').where({ request_id: ids[0] }).first();
    await knex('demand')
      .where({ request_id: ids[0] })
      .update({ score: 1, people: 99 });
    await knex('demand').where({ request_id: ids[1] }).update({ tenants: 7 });
    const { mended } = await reconciliation.run();
    expect(mended.map(({ requestId }) => requestId).sort()).toEqual(
      [ids[0], ids[1]].sort(),
    );
    const row = await knex('demand').where({ request_id: ids[0] }).first();
    expect({ ...row, trend: row.trend.toFixed(6) }).toEqual({
      ...right,
      trend: right.trend.toFixed(6),
    });
    await knex('tenant_votes').where({ request_id: ids[0] }).delete();
    await expect(reconciliation.run()).resolves.toMatchObject({
      mended: [],
    });
    await expect(
      knex('tenant_votes').where({ request_id: ids[0] }),
    ).resolves.toHaveLength(3);
  });

  it('goes back as it came', async () => {
    await knex.migrate.rollback(
      { directory: `${__dirname}/../migrations` },
      true,
    );
    for (const table of ['requests', 'votes', 'demand', 'merges']) {
      await expect(knex.schema.hasTable(table)).resolves.toBe(false);
    }
  });
});

function ignoreConflict(error: Error): void {
  if (error.name !== 'ConflictError') {
    throw error;
  }
}
