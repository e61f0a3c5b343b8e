/**
 * Files of catalog entities that members of tenants registered themselves. The
 * catalog reads them through an entity provider of its own, so that nobody
 * learns what else is registered there.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('tenant_locations', table => {
    table.comment('One row a file that a tenant registered');
    table.string('id', 36).primary().comment('UUID');
    table
      .string('tenant_id', 63)
      .notNullable()
      .references('id')
      .inTable('tenants')
      .onDelete('CASCADE');
    table.text('target').notNullable().comment('URL');
    table
      .string('target_hash', 64)
      .notNullable()
      .comment('SHA-256 of the URL, which is too long for an index');
    table.string('created_at', 30).notNullable().comment('ISO 8601, UTC');
    table.text('created_by').notNullable().comment('Ref of a user or service');
    table.unique(['tenant_id', 'target_hash'], {
      indexName: 'tenant_locations_target_uq',
    });
    table.index(
      ['tenant_id', 'created_at', 'id'],
      'tenant_locations_tenant_idx',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('tenant_locations');
};
