import { formatResourceRef } from '@commonhold/plugin-platform-resources-common';
import {
  DesiredResource,
  ProviderTarget,
  resourceIdOf,
} from '@commonhold/plugin-platform-resources-node';
import { describeProviderConformance } from '@commonhold/plugin-platform-resources-node/conformance';
import { JsonObject } from '@backstage/types';
import { Client } from 'pg';
import { namesOf } from './names';
import { PostgresqlProvider } from './PostgresqlProvider';

jest.setTimeout(120_000);

const CONNECTION =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;
const SHARED = 'commonhold_shared_test';

/** Where the tests run without PostgreSQL, they say so. */
const describeWithServer = CONNECTION ? describe : describe.skip;

type Isolation = 'database' | 'schema';

describeWithServer('on a PostgreSQL server', () => {
  const url = new URL(CONNECTION ?? 'postgresql://none/');
  const server = {
    host: url.hostname,
    port: Number(url.port),
    user: url.username,
    password: decodeURIComponent(url.password),
    database: 'postgres',
    maxConnections: 4,
  };
  const WRONG = 'wr0ng-but-secret';
  const opened: PostgresqlProvider[] = [];
  const provider = (overrides: Partial<typeof server> = {}) => {
    const made = new PostgresqlProvider({
      clusters: new Map([['main', { ...server, ...overrides }]]),
    });
    opened.push(made);
    return made;
  };

  const sql = async (
    database: string,
    statement: string,
    values?: string[],
  ) => {
    const client = new Client({ ...server, database });
    await client.connect();
    try {
      return (await client.query(statement, values)).rows;
    } finally {
      await client.end();
    }
  };

  let leaf = 0;
  const run = Date.now().toString(36);
  const resource = (
    isolation: Isolation,
    first: JsonObject,
    second: JsonObject,
  ) => {
    leaf += 1;
    const address = {
      application: 'system:payments/checkout',
      overlay: 'postgresql',
      instance: 'orders',
      leaf: `${run}/${isolation}-${leaf}`,
    };
    const ref = formatResourceRef(address);
    const target: ProviderTarget = {
      ...address,
      id: resourceIdOf(ref),
      ref,
      tenant: 'payments',
      component: 'component:platform/postgresql-database',
      providerConfig: { cluster: 'main', isolation, database: SHARED },
    };
    const desired = (spec: JsonObject): DesiredResource => ({
      target,
      spec: { name: 'orders', ...spec },
      tags: { costCenter: 'CC-4711', owner: "O'Brien" },
    });
    return { first: desired(first), second: desired(second) };
  };

  const harness = (
    isolation: Isolation,
    first: JsonObject,
    second: JsonObject,
  ) => ({
    provider: () => provider(),
    resource: () => resource(isolation, first, second),
    drift: async (target: ProviderTarget) => {
      await sql(
        'postgres',
        `alter role "${namesOf(target).owner}" connection limit 7 createdb`,
      );
    },
    // Every change of a catalog row gives it another xmin: the server's own count.
    effects: async (target: ProviderTarget) => {
      const { name, readers } = namesOf(target);
      const [{ sum }] = await sql(
        isolation === 'schema' ? SHARED : 'postgres',
        `select coalesce(sum(x.xmin::text::bigint), 0)::float8 as sum from (
           select xmin from pg_authid where rolname in ($1, $2)
           union all select xmin from pg_database where datname = $1
           union all select xmin from pg_namespace where nspname = $1
           union all select d.xmin from pg_shdescription d
             join pg_database b on b.oid = d.objoid and b.datname = $1
           union all select s.xmin from pg_db_role_setting s
             left join pg_database b on b.oid = s.setdatabase
             left join pg_roles r on r.oid = s.setrole
             where b.datname = $1 or r.rolname = $1
         ) as x`,
        [name, readers],
      );
      return sum;
    },
    withWrongCredentials: () => provider({ password: WRONG }),
    withDeadServer: () => provider({ port: 1 }),
    secrets: [server.password, WRONG],
  });

  beforeAll(async () => {
    await sql('postgres', `create database ${SHARED}`);
  });

  afterAll(async () => {
    await Promise.all(opened.map(each => each.close()));
    const rows = await sql(
      'postgres',
      `select datname as name from pg_database where datname like '%_orders_%'`,
    );
    for (const { name } of rows) {
      await sql('postgres', `drop database "${name}" with (force)`);
    }
    await sql('postgres', `drop database ${SHARED} with (force)`);
  });

  describeProviderConformance('postgresql, a database each', () =>
    harness(
      'database',
      {
        maxConnections: 20,
        extensions: ['pg_trgm'],
        parameters: { statement_timeout: '30s' },
        storageGb: 20,
      },
      {
        maxConnections: 30,
        extensions: ['pg_trgm', 'hstore'],
        parameters: { statement_timeout: '45s', 'app.region': 'eu' },
        storageGb: 40,
        synchronous: true,
      },
    ),
  );

  describeProviderConformance('postgresql, a schema each', () =>
    harness(
      'schema',
      { maxConnections: 20, parameters: { work_mem: '8MB' } },
      { maxConnections: 10, parameters: {}, storageGb: 3 },
    ),
  );

  const contextOf = (target: ProviderTarget, key: string) => ({
    target,
    idempotencyKey: `${target.id}/${key}`,
    fence: 1,
    signal: new AbortController().signal,
    log: { info: () => undefined, warn: () => undefined },
    secret: () => undefined,
  });

  const make = async (desired: DesiredResource) => {
    const made = provider();
    const signal = new AbortController().signal;
    for (let at = 0; at < 10; at += 1) {
      const observed = await made.observe(desired.target, signal);
      const [step] = made.plan(desired, observed);
      if (!step) {
        return made;
      }
      await made.apply(step, contextOf(desired.target, step.id + at));
    }
    throw new Error('does not come to an end');
  };

  it('lets the owner in with rotated credentials, and nobody else', async () => {
    const { first } = resource('database', { maxConnections: 5 }, {});
    const made = await make(first);
    const rotate = made.actions['rotate-credentials'];
    const { secrets: old = {} } = await rotate.run(
      first.target,
      {},
      contextOf(first.target, 'a'),
    );
    const { secrets = {} } = await rotate.run(
      first.target,
      {},
      contextOf(first.target, 'b'),
    );
    const { database, role, host, port } =
      (await made.observe(first.target, new AbortController().signal))
        ?.details ?? {};
    const signIn = async (password: string) => {
      const client = new Client({
        host: String(host),
        port: Number(port),
        database: String(database),
        user: String(role),
        password,
      });
      await client.connect();
      try {
        await client.query('create table t (id int)');
        return (await client.query('show synchronous_commit')).rows;
      } finally {
        await client.end();
      }
    };
    await expect(signIn(secrets.password)).resolves.toEqual([
      { synchronous_commit: 'local' },
    ]);
    await expect(signIn(old.password)).rejects.toThrow(/password/);
  });

  it('takes back rights that somebody gave by hand', async () => {
    const { first } = resource('database', {}, {});
    const made = await make(first);
    const { name } = namesOf(first.target);
    await sql('postgres', `alter role "${name}" superuser`);
    await sql('postgres', `grant connect on database "${name}" to public`);
    const observed = await made.observe(
      first.target,
      new AbortController().signal,
    );
    expect(observed?.spec).toMatchObject({
      privileged: true,
      openToEverybody: true,
    });
    expect(
      made.plan(first, observed).flatMap(({ changes }) => changes),
    ).toContainEqual({
      in: 'spec',
      pointer: '/privileged',
      from: true,
      to: undefined,
    });
    await make(first);
    const [{ rolsuper }] = await sql(
      'postgres',
      'select rolsuper from pg_roles where rolname = $1',
      [name],
    );
    expect(rolsuper).toBe(false);
  });

  it('says which extension the server does not have', async () => {
    const { first } = resource('database', { extensions: ['no_such'] }, {});
    await expect(make(first)).rejects.toMatchObject({
      name: 'PermanentProviderError',
      message: expect.stringContaining('no_such'),
    });
  });

  it('is not fooled by what looks like SQL', async () => {
    const { first } = resource(
      'schema',
      { parameters: { 'app.note': `'; drop schema public; --\\` } },
      {},
    );
    await make(first);
    const [{ count }] = await sql(
      SHARED,
      `select count(*)::int as count from pg_namespace where nspname = 'public'`,
    );
    expect(count).toBe(1);
  });
});
