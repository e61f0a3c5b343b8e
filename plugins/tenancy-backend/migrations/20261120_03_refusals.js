/**
 * Entities that the catalog refused for the sake of tenancy, and why, so that
 * their authors find the reason in the portal and not in a log.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('refusals', table => {
    table.comment('One row a refused entity');
    table.string('id', 64).primary().comment('SHA-256 of entity and location');
    table.string('entity_ref').notNullable();
    table.text('location').notNullable();
    table
      .string('tenant_id', 63)
      .nullable()
      .comment('Of the repository it was read from: the one who can mend it');
    table.string('code', 32).notNullable();
    table.text('message').notNullable();
    table.string('first_seen_at', 30).notNullable();
    table.string('last_seen_at', 30).notNullable();
    table.index(['tenant_id', 'last_seen_at', 'id'], 'refusals_tenant_idx');
    table.index(['entity_ref'], 'refusals_entity_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('refusals');
};
