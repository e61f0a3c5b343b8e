/**
 * Resources as commits declare them and providers observe them, made for 360,000 of
 * them.
 *
 * Who may see a resource follows from its application and its component, so a few
 * thousand audiences serve all resources: each resource names one by key, and the
 * values of each are stored once.
 *
 * Times are ISO 8601 text in UTC on every database: they are compared and shown,
 * never calculated with.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audiences', table => {
    table.comment('Sets of audience values, one row a value');
    table.string('audience_key', 32).notNullable();
    table.string('audience', 200).notNullable();
    table.primary(['audience_key', 'audience']);
    table.index(['audience', 'audience_key'], 'audiences_audience_idx');
  });

  await knex.schema.createTable('resources', table => {
    table.comment('One row a resource, deleted ones too');
    table.string('id', 36).primary();
    table.text('ref').notNullable();
    table.string('application_ref', 255).notNullable();
    table.string('overlay', 63).notNullable();
    table.text('instance').notNullable();
    table.text('leaf').notNullable();
    table.string('component_ref', 255).notNullable();
    table.string('component_owner', 255).notNullable();
    table.string('tenant_id', 63).nullable();
    table.string('audience_key', 32).notNullable();
    table.string('provider', 63).notNullable();
    table.text('provider_config').notNullable().comment('JSON');
    table.text('spec').notNullable().comment('JSON, as declared');
    table.text('tags').notNullable().comment('JSON, as declared');
    table.string('desired_hash', 64).notNullable();
    table.string('retain', 32).nullable().comment('ISO 8601 duration');
    table.double('cost').nullable().comment('Monthly');
    table
      .string('lifecycle', 10)
      .notNullable()
      .comment('declared, deleting or deleted');
    table.string('health', 12).notNullable().comment('For lists and filters');
    table.text('conditions').notNullable().comment('JSON, by type');
    table.integer('generation').notNullable();
    table.integer('observed_generation').notNullable();
    table
      .integer('fence')
      .notNullable()
      .comment('Grows whenever a worker takes it over');
    table.text('observed').nullable().comment('JSON: the last observation');
    table.string('observed_at', 30).nullable();
    table.text('drift').nullable().comment('JSON: changes that others made');
    table.text('drift_ignored').nullable().comment('JSON: until, reason, by');
    table.text('protection').nullable().comment('JSON: reason, by, at');
    table.string('expires_at', 30).nullable();
    table
      .integer('expiry_warned_days')
      .nullable()
      .comment('The last warning went out so many days before');
    table.string('check_at', 30).nullable().comment('When to look for drift');
    table.string('created_at', 30).notNullable();
    table.string('updated_at', 30).notNullable();
    table.unique(['ref'], { indexName: 'resources_ref_uq' });
    table.index(
      ['application_ref', 'component_ref', 'health'],
      'resources_application_idx',
    );
    table.index(['component_ref', 'ref'], 'resources_component_idx');
    table.index(['health', 'ref'], 'resources_health_idx');
    table.index(['audience_key', 'ref'], 'resources_audience_idx');
    table.index(['tenant_id', 'component_ref'], 'resources_tenant_idx');
    table.index(['check_at'], 'resources_check_idx');
    table.index(['expires_at'], 'resources_expires_idx');
  });

  await knex.schema.createTable('resource_generations', table => {
    table.comment(
      'What was declared of a resource, and by whom; never changed',
    );
    table
      .string('resource_id', 36)
      .notNullable()
      .references('id')
      .inTable('resources')
      .onDelete('CASCADE');
    table.integer('generation').notNullable();
    table.string('kind', 10).notNullable().comment('declare or delete');
    table.text('spec').notNullable().comment('JSON');
    table.text('tags').notNullable().comment('JSON');
    table.string('commit_id', 64).notNullable();
    table.text('commit_author').notNullable();
    table.text('commit_title').notNullable();
    table.string('change_id', 64).nullable();
    table.text('approvers').notNullable().comment('JSON list of refs');
    table.string('declared_at', 30).notNullable();
    table.string('applied_at', 30).nullable();
    table.string('operation_id', 36).nullable().comment('That applied it');
    table.primary(['resource_id', 'generation']);
  });

  await knex.schema.createTable('resource_dependencies', table => {
    table.comment('What has to be there before a resource');
    table
      .string('resource_id', 36)
      .notNullable()
      .references('id')
      .inTable('resources')
      .onDelete('CASCADE');
    table.string('depends_on_id', 36).notNullable();
    table.primary(['resource_id', 'depends_on_id']);
    table.index(['depends_on_id'], 'resource_dependencies_on_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'resource_dependencies',
    'resource_generations',
    'resources',
    'audiences',
  ]) {
    await knex.schema.dropTable(table);
  }
};
