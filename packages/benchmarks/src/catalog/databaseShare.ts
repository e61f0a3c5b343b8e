import { Question } from '../portal/BenchPortal';
import { PostgresServer } from '../portal/PostgresServer';
import { Asker } from './Asker';

/** Requests that the mean is taken of. */
const REQUESTS = 5;

/** What of a request is spent inside PostgreSQL. */
export type DatabaseShare = {
  /** All statements, in milliseconds a request. */
  readonly allMs: number;
  /** The one that took longest: the catalog's or the search engine's own query. */
  readonly slowestMs: number;
};

export async function databaseShare(
  server: PostgresServer,
  database: string,
  asker: Asker,
  question: Question,
): Promise<DatabaseShare> {
  return server.with(database, async client => {
    await client.query('SELECT pg_stat_statements_reset()');
    for (let i = 0; i < REQUESTS; i++) {
      await asker.ask(question);
    }
    const { rows } = await client.query<{ all: number; slowest: number }>(
      `SELECT sum(total_exec_time) AS all, max(total_exec_time) AS slowest
         FROM pg_stat_statements
        WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND query NOT LIKE '%pg_stat_statements%'`,
    );
    return {
      allMs: rows[0].all / REQUESTS,
      slowestMs: rows[0].slowest / REQUESTS,
    };
  });
}
