/**
 * The audit log of every tenant: who changed what of it, and when. Kept as long
 * as the tenant, so that a question after a year still has an answer.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('tenant_events', table => {
    table.comment('One row a change of a tenant, never updated');
    table.bigIncrements('id');
    table
      .string('tenant_id', 63)
      .notNullable()
      .references('id')
      .inTable('tenants')
      .onDelete('CASCADE');
    table.string('at', 30).notNullable().comment('ISO 8601, UTC');
    table
      .string('action', 16)
      .notNullable()
      .comment('create, update, suspend, resume or archive');
    table
      .string('role', 16)
      .notNullable()
      .comment('operator, admin, source or portal');
    table
      .text('actor')
      .notNullable()
      .comment('User ref, name of the source or of the service');
    table
      .text('changes')
      .notNullable()
      .comment('JSON: before and after, by field');
    table.index(['tenant_id', 'id'], 'tenant_events_tenant_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('tenant_events');
};
