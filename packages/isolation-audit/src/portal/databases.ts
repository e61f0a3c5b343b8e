import { openSync } from 'node:fs';
import path from 'node:path';
import { findRepository } from './repository';

export const databases = ['sqlite', 'postgres'] as const;
export type DatabaseName = (typeof databases)[number];

export type RunningDatabase = {
  /** For `backend.database`. */
  readonly config: object;
  readonly stop: () => Promise<void>;
};

/** What the repository's own scripts offer. */
type PostgresScripts = {
  readonly temporaryFolder: () => string;
  readonly startPostgres: (options: {
    root: string;
    folder: string;
    log: { file: string; fd: number };
    temporary: boolean;
  }) => Promise<{
    host: string;
    port: number;
    user: string;
    password: string;
    stop: () => Promise<void>;
  }>;
};

export async function startDatabase(
  name: DatabaseName,
): Promise<RunningDatabase> {
  if (name === 'sqlite') {
    return {
      config: { client: 'better-sqlite3', connection: ':memory:' },
      stop: async () => {},
    };
  }
  const root = findRepository();
  const scripts: PostgresScripts = await import(
    path.join(root, 'scripts/lib/postgres.js')
  );
  const folder = scripts.temporaryFolder();
  const file = path.join(folder, 'postgres.log');
  const server = await scripts.startPostgres({
    root,
    folder,
    log: { file, fd: openSync(file, 'a') },
    temporary: true,
  });
  const { host, port, user, password } = server;
  return {
    config: {
      client: 'pg',
      pluginDivisionMode: 'schema',
      ensureSchemaExists: true,
      connection: { host, port, user, password, database: 'postgres' },
    },
    stop: server.stop,
  };
}
