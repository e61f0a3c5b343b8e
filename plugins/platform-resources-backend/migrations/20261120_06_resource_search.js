/**
 * Indexes for lists and counts of very many resources, on PostgreSQL alone: elsewhere
 * there are not so many.
 *
 * - Parts of refs are found by trigrams. The extension `pg_trgm` is trusted: whoever may
 *   create objects in the database may create it. Where even that is not allowed, search
 *   works without the index, only slower.
 * - Counts by application, component and health are read from an index alone.
 */

// Whether an extension can be had is found out by trying, which would end a transaction.
exports.config = { transaction: false };

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return String(knex.client.config.client).startsWith('pg');
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!isPostgres(knex)) {
    return;
  }
  await knex.raw(
    `create index if not exists resources_counts_idx
     on resources (application_ref, component_ref, health)
     where lifecycle <> 'deleted'`,
  );
  await knex.raw('drop index if exists resources_application_idx');
  try {
    await knex.raw('create extension if not exists pg_trgm');
  } catch {
    return;
  }
  const { rows } = await knex.raw(
    `select n.nspname as schema from pg_extension e
     join pg_namespace n on n.oid = e.extnamespace
     where e.extname = 'pg_trgm'`,
  );
  await knex.raw(
    `create index if not exists resources_ref_trgm_idx on resources
     using gin (lower(ref) ??.gin_trgm_ops)`,
    [rows[0].schema],
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (!isPostgres(knex)) {
    return;
  }
  await knex.raw('drop index if exists resources_ref_trgm_idx');
  await knex.raw(
    `create index if not exists resources_application_idx
     on resources (application_ref, component_ref, health)`,
  );
  await knex.raw('drop index if exists resources_counts_idx');
};
