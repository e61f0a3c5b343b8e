import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** @returns a client of the plugin's database, its schema up to date */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@commonhold/plugin-feature-requests-backend',
        'migrations',
      ),
    });
  }
  return knex;
}

/** PostgreSQL; else it is SQLite. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

/**
 * The rows of a raw query, which the drivers answer differently.
 */
export async function rawRows<T>(
  knex: Knex,
  sql: string,
  bindings: Knex.RawBinding[],
): Promise<T[]> {
  const answer = await knex.raw(sql, bindings);
  return isPostgres(knex) ? answer.rows : answer;
}
