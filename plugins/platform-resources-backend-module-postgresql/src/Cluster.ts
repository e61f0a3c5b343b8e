import { Client, ClientConfig, Pool, PoolClient } from 'pg';
import { ClusterOptions } from './clusterOptions';
import { serverFailure } from './serverFailure';

const CONNECT_MS = 10_000;
/** A statement that waits longer has lost; it is tried again. */
const STATEMENT_MS = 60_000;
const IDLE_MS = 10_000;

/** A connection that statements go to. */
export type Connection = Pick<Client | PoolClient, 'query'>;

/** One PostgreSQL server. */
export class Cluster {
  private readonly pools = new Map<string, Pool>();

  constructor(private readonly options: ClusterOptions) {}

  /** For people; without credentials. */
  get server(): string {
    return `${this.options.host}:${this.options.port}`;
  }

  get address(): { readonly host: string; readonly port: number } {
    return { host: this.options.host, port: this.options.port };
  }

  /** The database that holds the provider's notes. */
  get home(): string {
    return this.options.database;
  }

  /** Works with a pooled connection to a database that many resources share. */
  async withShared<T>(
    database: string,
    work: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    return this.translated(async () => {
      const connection = await this.poolOf(database).connect();
      // The query that waits fails too; without a listener the process would end.
      const ignore = () => undefined;
      connection.on('error', ignore);
      let broken = true;
      try {
        const result = await work(connection);
        broken = false;
        return result;
      } finally {
        // After a failure nobody knows what state it is in.
        connection.release(broken);
        connection.off('error', ignore);
      }
    });
  }

  /** Works with a connection of its own to a database of one resource. */
  async withOwn<T>(
    database: string,
    work: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    return this.translated(async () => {
      const client = new Client(this.config(database));
      client.on('error', () => undefined);
      await client.connect();
      try {
        return await work(client);
      } finally {
        await client.end();
      }
    });
  }

  /** Whether somebody can sign in with these credentials. */
  async canSignIn(
    database: string,
    user: string,
    password: string,
  ): Promise<boolean> {
    const client = new Client({ ...this.config(database), user, password });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    const pools = [...this.pools.values()];
    this.pools.clear();
    await Promise.all(pools.map(pool => pool.end()));
  }

  private async translated<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw serverFailure(error, this.server);
    }
  }

  private poolOf(database: string): Pool {
    let pool = this.pools.get(database);
    if (!pool) {
      pool = new Pool({
        ...this.config(database),
        max: this.options.maxConnections,
        idleTimeoutMillis: IDLE_MS,
        allowExitOnIdle: true,
      });
      // An idle connection that breaks is replaced when it is needed.
      pool.on('error', () => undefined);
      this.pools.set(database, pool);
    }
    return pool;
  }

  private config(database: string): ClientConfig {
    const { host, port, user, password, tls } = this.options;
    return {
      host,
      port,
      user,
      password,
      database,
      ssl: tls && { ca: tls.ca, rejectUnauthorized: true },
      application_name: 'commonhold',
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: STATEMENT_MS,
      keepAlive: true,
    };
  }
}
