import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { Client } from 'pg';

/** A PostgreSQL server of this run. */
export type Server = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly stop: () => Promise<void>;
};

type PostgresScripts = {
  readonly temporaryFolder: () => string;
  readonly startPostgres: (options: {
    root: string;
    folder: string;
    log: { file: string; fd: number };
    temporary: boolean;
  }) => Promise<Server>;
};

export const ROOT = path.resolve(__dirname, '../../../..');

/** Starts a server that is gone, with its data, when it stops. */
export async function startServer(): Promise<Server> {
  const scripts: PostgresScripts = require(path.join(
    ROOT,
    'scripts/lib/postgres.js',
  ));
  const folder = scripts.temporaryFolder();
  const file = path.join(folder, 'postgres.log');
  return scripts.startPostgres({
    root: ROOT,
    folder,
    log: { file, fd: openSync(file, 'a') },
    temporary: true,
  });
}

/** Asks a server with a connection that chaos leaves alone. */
export async function ask<T extends object>(
  server: Server,
  database: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const { host, port, user, password } = server;
  const client = new Client({
    host,
    port,
    user,
    password,
    database,
    application_name: 'chaos',
  });
  await client.connect();
  try {
    return (await client.query<T>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Cuts a connection of somebody else to a server, whatever it is doing. */
export async function cutConnection(server: Server): Promise<boolean> {
  const rows = await ask<{ cut: boolean }>(
    server,
    'postgres',
    `select pg_terminate_backend(pid) as cut from (
       select pid from pg_stat_activity
       where backend_type = 'client backend' and application_name <> 'chaos'
       order by state = 'active' desc, random() limit 1
     ) as victim`,
  );
  return rows.length > 0;
}

export async function freePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>(resolve => {
    listener.listen(0, '127.0.0.1', resolve);
  });
  const address = listener.address();
  await new Promise(resolve => {
    listener.close(resolve);
  });
  if (address === null || typeof address === 'string') {
    throw new Error('No port is free');
  }
  return address.port;
}
