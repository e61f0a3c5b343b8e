/*
 * Three backend processes on one PostgreSQL do thousands of operations of two hundred
 * tenants on real databases, while processes are killed, connections cut, and one
 * provider is slow. Then the servers are asked whether every effect is there, once.
 *
 *   npm run chaos:operations              all of it, some ten minutes
 *   npm run chaos:operations -- --short   a smaller run
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import createKnex, { Knex } from 'knex';
import { checkEffects, watchEffects } from './effects';
import { worstWait } from './fairness';
import { Fleet } from './Fleet';
import { ChaosOptions, readOptions } from './options';
import { cutConnection, Server, startServer } from './servers';
import { Workload } from './Workload';

const PROCESSES = 3;
const LOOK_MS = 400;
const REPORT_MS = 10_000;

/** Nothing that is merely slow takes longer than this. */
const GIVE_UP_MS = 45 * 60_000;

const MOST_UNFAIR = 2;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function main(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2));
  const folder = await mkdtemp(path.join(tmpdir(), 'commonhold-chaos-'));
  const [database, targets] = [await startServer(), await startServer()];
  const fleet = new Fleet({ folder, database, targets });
  const knex = openKnex(database);
  let fine = false;
  try {
    await watchEffects(targets);
    const workload = new Workload(knex, options);
    await fleet.grow(1);
    const alone = await throughput(workload, 'tenant-far-one', options.scale);
    say(`1 process: ${alone.toFixed(1)} operations a second on far servers`);
    await fleet.grow(PROCESSES);
    const together = await throughput(
      workload,
      'tenant-far-three',
      options.scale,
    );
    say(
      `${PROCESSES} processes: ${together.toFixed(
        1,
      )} operations a second on far servers`,
    );
    const begin = Date.now();
    await harm(workload, fleet, { database, targets }, options);
    const seconds = (Date.now() - begin) / 1000;
    fine = await report({
      knex,
      workload,
      fleet,
      targets,
      options,
      seconds,
      scale: together / alone,
    });
  } finally {
    await fleet.stop();
    await knex.destroy();
    await Promise.all([database.stop(), targets.stop()]);
    if (fine) {
      await rm(folder, { recursive: true, force: true });
    } else {
      say(`The logs of the processes are in ${folder}`);
    }
  }
  return fine;
}

/** Operations a second, from the first declaration to the last end. */
async function throughput(
  workload: Workload,
  prefix: string,
  operations: number,
): Promise<number> {
  const begin = Date.now();
  const changes = await workload.declareFar(prefix, operations);
  while (!(await workload.areDone(changes))) {
    await sleep(LOOK_MS / 4);
  }
  return (operations / (Date.now() - begin)) * 1000;
}

/** Does all the work, and as much harm as it can. */
async function harm(
  workload: Workload,
  fleet: Fleet,
  servers: { readonly database: Server; readonly targets: Server },
  options: ChaosOptions,
): Promise<void> {
  const { kills, cuts } = options;
  const begin = Date.now();
  await workload.begin();
  let cut = 0;
  let killing: Promise<void> = Promise.resolve();
  let nextKill = Date.now() + 3_000;
  let nextCut = Date.now() + 2_000;
  let nextReport = Date.now() + REPORT_MS;
  for (;;) {
    const now = Date.now();
    const left = await workload.goOn();
    if (left === 0) {
      break;
    }
    if (now - begin > GIVE_UP_MS) {
      throw new Error(`${left} tenants are not done: something hangs`);
    }
    if (now > nextKill && fleet.kills < kills) {
      killing = killing.then(() => fleet.killOne());
      nextKill = now + 5_000 + Math.random() * 8_000;
    }
    if (now > nextCut && cut < cuts) {
      const victim = cut % 2 === 0 ? servers.targets : servers.database;
      cut += (await cutConnection(victim)) ? 1 : 0;
      nextCut = now + 2_000 + Math.random() * 3_000;
    }
    if (now > nextReport) {
      say(
        `${Math.round((now - begin) / 1000)} s: ${left} tenants at work, ${
          fleet.kills
        } kills, ${cut} connections cut`,
      );
      nextReport = now + REPORT_MS;
    }
    await sleep(LOOK_MS);
  }
  await killing;
}

async function report(run: {
  readonly knex: Knex;
  readonly workload: Workload;
  readonly fleet: Fleet;
  readonly targets: Server;
  readonly options: ChaosOptions;
  readonly seconds: number;
  readonly scale: number;
}): Promise<boolean> {
  const { knex, workload, fleet, targets, options, seconds, scale } = run;
  const states: { state: string; count: string }[] = await knex('operations')
    .whereIn('tenant', workload.tenants)
    .groupBy('state')
    .select('state', knex.raw('count(*) as count'));
  const count = (state: string) =>
    Number(states.find(row => row.state === state)?.count ?? 0);
  const submitted = states.reduce((sum, row) => sum + Number(row.count), 0);
  const applied = count('succeeded');
  const failed: { cause: string }[] = await knex('operations')
    .where({ state: 'failed' })
    .limit(5)
    .select('cause');
  failed.forEach(({ cause }) => say(`failed: ${cause}`));
  const effects = await checkEffects(targets, workload, options.rounds);
  effects.wrong.forEach(say);
  const wait = await worstWait(knex, workload.tenants, tenant =>
    workload.isSlow(tenant),
  );
  say(
    `The servers noted ${
      effects.expected
    } effects that should be there; the longest wait was ${wait.ratio.toFixed(
      2,
    )} times a fair share (${wait.tenant})`,
  );
  const lost = effects.lost + (submitted - applied);
  say(
    `operations: submitted=${submitted} applied=${applied} lost=${lost} duplicated=${
      effects.duplicated
    } kills=${fleet.kills} per_second=${(applied / seconds).toFixed(
      1,
    )} scale_1_to_3=${scale.toFixed(2)}`,
  );
  return (
    lost === 0 &&
    effects.duplicated === 0 &&
    fleet.kills >= options.kills &&
    wait.ratio <= MOST_UNFAIR
  );
}

function openKnex({ host, port, user, password }: Server): Knex {
  return createKnex({
    client: 'pg',
    connection: {
      host,
      port,
      user,
      password,
      database: 'postgres',
      application_name: 'chaos',
    },
    searchPath: ['platform-resources'],
    pool: { min: 0, max: 4 },
  });
}

main().then(
  fine => process.exit(fine ? 0 : 1),
  error => {
    process.stderr.write(`${error.stack ?? error}\n`);
    process.exit(2);
  },
);
