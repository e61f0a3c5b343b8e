import { openSync } from 'node:fs';
import path from 'node:path';
import { JsonObject } from '@backstage/types';
import { Client } from 'pg';
import { repository } from './repository';

type RunningServer = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly connectionString: string;
  stop(): Promise<void>;
};

/** What the repository's own scripts offer. */
type PostgresScripts = {
  temporaryFolder(): string;
  startPostgres(options: {
    root: string;
    folder: string;
    log: { file: string; fd: number };
    temporary: boolean;
    settings: readonly string[];
  }): Promise<RunningServer>;
};

/**
 * As PostgreSQL comes, but for a cache that holds the data: what is measured is
 * queries, not the disk. Statements are counted, to tell the share of upstream's.
 */
const SETTINGS = [
  'shared_buffers=1GB',
  'effective_cache_size=4GB',
  'random_page_cost=1.1',
  'shared_preload_libraries=pg_stat_statements',
];

/** A PostgreSQL server that lives as long as a benchmark. */
export class PostgresServer {
  static async start(): Promise<PostgresServer> {
    const scripts: PostgresScripts = require(path.join(
      repository,
      'scripts/lib/postgres.js',
    ));
    const folder = scripts.temporaryFolder();
    const file = path.join(folder, 'postgres.log');
    const server = await scripts.startPostgres({
      root: repository,
      folder,
      log: { file, fd: openSync(file, 'a') },
      temporary: true,
      settings: SETTINGS,
    });
    return new PostgresServer(server);
  }

  private constructor(private readonly server: RunningServer) {}

  async createDatabase(name: string): Promise<void> {
    await this.with('postgres', client =>
      client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`),
    );
    await this.with(name, client =>
      client.query('CREATE EXTENSION pg_stat_statements'),
    );
  }

  /** For `backend.database`, with a schema a plugin. */
  configOf(database: string): JsonObject {
    const { host, port, user, password } = this.server;
    return {
      client: 'pg',
      pluginDivisionMode: 'schema',
      ensureSchemaExists: true,
      connection: { host, port, user, password, database },
    };
  }

  async with<T>(
    database: string,
    work: (client: Client) => Promise<T>,
  ): Promise<T> {
    const { host, port, user, password } = this.server;
    const client = new Client({ host, port, user, password, database });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }
}
