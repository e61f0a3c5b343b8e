/*
 * What lists and counts of 360,000 resources cost, over HTTP on PostgreSQL, as p50 and
 * p95: for who sees all, and for a tenant that holds one half of a percent of them.
 *
 *   npm run bench:resources
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import createKnex from 'knex';
import { Fleet } from '../chaos/Fleet';
import { startServer } from '../chaos/servers';
import { ResourceStore } from '../../src/store/ResourceStore';
import { encodeCursor } from '../../src/store/cursor';
import { seed, SCHEMA } from './seed';

const ROUNDS = 40;
const WARM_UP = 3;

/** The goal for any page. */
const GOAL_MS = 50;

const TENANT = 'tenant-042';
const APPLICATION = `system:${TENANT}/app-042`;
const COMPONENT = 'component:platform/component-03';
const MIDDLE = encodeCursor([`system:tenant-100/app-100#`]);

type Timing = {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
};

async function main(): Promise<boolean> {
  const folder = await mkdtemp(path.join(tmpdir(), 'commonhold-bench-'));
  const database = await startServer();
  const fleet = new Fleet({ folder, database, targets: database });
  const knex = createKnex({
    client: 'pg',
    connection: {
      host: database.host,
      port: database.port,
      user: database.user,
      password: database.password,
      database: 'postgres',
    },
    searchPath: [SCHEMA],
    pool: { min: 1, max: 2 },
  });
  try {
    await fleet.grow(1);
    await seed(database);
    const timings = [
      ...(await overHttp(fleet)),
      ...(await asTenant(new ResourceStore(knex))),
    ];
    for (const { name, p50, p95 } of timings) {
      process.stdout.write(
        `${name.padEnd(58)} p50 ${p50.toFixed(1).padStart(7)} ms   p95 ${p95
          .toFixed(1)
          .padStart(7)} ms\n`,
      );
    }
    const worst = Math.max(...timings.map(({ p95 }) => p95));
    process.stdout.write(
      `resources: rows=360000 pages=${
        timings.length
      } worst_p95_ms=${worst.toFixed(1)} goal_ms=${GOAL_MS}\n`,
    );
    return worst <= GOAL_MS;
  } finally {
    await fleet.stop();
    await knex.destroy();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** As somebody who sees all. */
async function overHttp(fleet: Fleet): Promise<Timing[]> {
  const pages: Record<string, string> = {
    'first page of all': '/resources',
    'a page in the middle': `/resources?cursor=${MIDDLE}`,
    'drifted and failed ones': '/resources?health=drifted&health=failed',
    'a component': `/resources?component=${COMPONENT}`,
    'failed ones of a component': `/resources?component=${COMPONENT}&health=failed`,
    'an application': `/resources?application=${APPLICATION}`,
    'an application beneath a node': `/resources?application=${APPLICATION}&node=prod/region-1`,
    'found by a part of the ref': '/resources?text=app-421%23component-07',
    'counts of an application': `/resources/counts?application=${APPLICATION}`,
    'counts of a component': `/resources/counts?component=${COMPONENT}`,
    'counts of all': '/resources/counts',
  };
  const timings: Timing[] = [];
  for (const [name, url] of Object.entries(pages)) {
    timings.push(
      await timed(`all: ${name}`, async () => {
        const answer = await fleet.get(url);
        if (!answer.ok) {
          throw new Error(`${url} answers ${answer.status}`);
        }
        await answer.text();
      }),
    );
  }
  return timings;
}

/** As a member of one tenant; without HTTP, since no policy is installed here. */
async function asTenant(resources: ResourceStore): Promise<Timing[]> {
  const criteria = {
    audience: ['everyone', 'user:default/ada', `tenant:${TENANT}`].concat(
      Array.from({ length: 30 }, (_, at) => `group:${TENANT}/team-${at}`),
    ),
  };
  const query = { criteria, limit: 20 };
  return [
    await timed('a tenant: first page', () => resources.page(query)),
    await timed('a tenant: how many', () => resources.count(query)),
    await timed('a tenant: drifted ones', () =>
      resources.page({ ...query, healths: ['drifted'] }),
    ),
    await timed('a tenant: counts of all', () => resources.counts(query)),
    await timed('a tenant: found by a part of the ref', () =>
      resources.page({ ...query, text: 'component-07' }),
    ),
  ];
}

async function timed(
  name: string,
  work: () => Promise<unknown>,
): Promise<Timing> {
  const times: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const begin = performance.now();
    await work();
    if (round >= WARM_UP) {
      times.push(performance.now() - begin);
    }
  }
  times.sort((a, b) => a - b);
  return {
    name,
    p50: times[Math.floor(times.length * 0.5)],
    p95: times[Math.floor(times.length * 0.95)],
  };
}

main().then(
  fine => process.exit(fine ? 0 : 1),
  error => {
    process.stderr.write(`${error.stack ?? error}\n`);
    process.exit(2);
  },
);
