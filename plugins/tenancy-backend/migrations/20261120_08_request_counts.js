/**
 * How many requests tenants with a limit made in the current minute, by all
 * replicas together. Each adds what it let through about once a second.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('request_counts', table => {
    table.comment('A few rows: minutes that are over are deleted');
    table.integer('minute').notNullable().comment('Since 1970, UTC');
    table.string('tenant_id', 63).notNullable();
    table.integer('requests').notNullable();
    table.primary(['minute', 'tenant_id']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('request_counts');
};
