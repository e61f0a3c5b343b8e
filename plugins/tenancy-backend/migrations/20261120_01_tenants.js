/**
 * Tenants, what they claim, and the sources that declare them.
 *
 * Times are ISO 8601 text in UTC on every database: they are compared and
 * shown, never calculated with.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('tenants', table => {
    table.comment('One row a tenant');
    table.string('id', 63).primary().comment('Slug');
    table.string('title').notNullable();
    table.text('description').notNullable();
    table
      .string('state', 16)
      .notNullable()
      .comment('active, suspended or archived');
    table
      .boolean('platform')
      .notNullable()
      .comment('What it owns is shared with everyone by default');
    table
      .text('details')
      .notNullable()
      .comment('JSON: locations, entitlements, quotas');
    table
      .string('source')
      .nullable()
      .comment('The YAML source that owns it; null if made in the portal');
    table.string('updated_at', 30).notNullable();
    table.index(['source'], 'tenants_source_idx');
  });

  // A group or a namespace belongs to at most one tenant: the primary keys say
  // so, whatever the code above them forgets.
  await knex.schema.createTable('tenant_groups', table => {
    table.comment('Groups whose members are the members of a tenant');
    table.string('group_ref').primary().comment('Full entity ref, lower case');
    table
      .string('tenant_id', 63)
      .notNullable()
      .references('id')
      .inTable('tenants')
      .onDelete('CASCADE');
    table.index(['tenant_id'], 'tenant_groups_tenant_idx');
  });
  await knex.schema.createTable('tenant_namespaces', table => {
    table.comment('Catalog namespaces that a tenant owns alone');
    table.string('namespace', 63).primary().comment('Lower case');
    table
      .string('tenant_id', 63)
      .notNullable()
      .references('id')
      .inTable('tenants')
      .onDelete('CASCADE');
    table.index(['tenant_id'], 'tenant_namespaces_tenant_idx');
  });

  await knex.schema.createTable('tenant_admins', table => {
    table.comment('People and groups who look after a tenant');
    table.string('entity_ref').notNullable().comment('Of a user or a group');
    table
      .string('tenant_id', 63)
      .notNullable()
      .references('id')
      .inTable('tenants')
      .onDelete('CASCADE');
    table.primary(['entity_ref', 'tenant_id']);
    table.index(['tenant_id'], 'tenant_admins_tenant_idx');
  });

  await knex.schema.createTable('sources', table => {
    table.comment('The state of every configured source of tenants');
    table.string('id').primary().comment('File path or URL, as in config');
    table.string('state', 16).notNullable().comment('ok, failing or waiting');
    table.text('message').nullable();
    table.integer('line').nullable();
    table.integer('column').nullable();
    table
      .string('content_hash', 64)
      .nullable()
      .comment('SHA-256 of the content that holds');
    table.string('loaded_at', 30).nullable();
    table.string('checked_at', 30).notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('sources');
  await knex.schema.dropTable('tenant_admins');
  await knex.schema.dropTable('tenant_namespaces');
  await knex.schema.dropTable('tenant_groups');
  await knex.schema.dropTable('tenants');
};
