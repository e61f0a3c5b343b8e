/**
 * Applications with their deployment repositories, the commits that were resolved and
 * what was found in them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('applications', table => {
    table.comment('Catalog entities that name a deployment repository');
    table.string('ref', 255).primary();
    table.text('title').notNullable();
    table.string('owner_ref', 255).nullable();
    table.string('tenant_id', 63).nullable();
    table.text('repository_url').notNullable();
    table.string('branch', 200).notNullable();
    table.string('state', 20).notNullable();
    table.text('problem').nullable();
    table.string('head_commit', 64).nullable();
    table
      .string('definitions_hash', 64)
      .nullable()
      .comment('Of the components that the head was resolved with');
    table
      .string('applied_commit', 64)
      .nullable()
      .comment('The newest commit whose resources were declared');
    table.string('checked_at', 30).nullable();
    table
      .string('due_at', 30)
      .notNullable()
      .comment('When the repository is looked at again');
    table
      .string('claimed_by', 64)
      .nullable()
      .comment('The replica that looks at it now');
    table.string('claimed_until', 30).nullable();
    table.index(['due_at'], 'applications_due_idx');
    table.index(['tenant_id'], 'applications_tenant_idx');
  });
  await knex.schema.createTable('application_audience', table => {
    table.comment('Who may see an application: one row a value');
    table
      .string('application_ref', 255)
      .notNullable()
      .references('ref')
      .inTable('applications')
      .onDelete('CASCADE');
    table.string('audience', 200).notNullable();
    table.primary(['application_ref', 'audience']);
    table.index(['audience'], 'application_audience_idx');
  });
  await knex.schema.createTable('commits', table => {
    table.comment('Commits that were resolved, each once');
    table
      .string('application_ref', 255)
      .notNullable()
      .references('ref')
      .inTable('applications')
      .onDelete('CASCADE');
    table.string('id', 64).notNullable();
    table.text('author_name').notNullable();
    table.text('author_email').notNullable();
    table.string('authored_at', 30).notNullable();
    table.text('title').notNullable();
    table.string('resolved_at', 30).notNullable();
    table.integer('resolve_ms').notNullable();
    table.integer('errors').notNullable();
    table.integer('warnings').notNullable();
    table.integer('leaves').notNullable();
    table.text('levels').notNullable().comment('JSON list of names');
    table.primary(['application_ref', 'id']);
  });
  await knex.schema.createTable('findings', table => {
    table.comment('What was found in a commit');
    table.string('application_ref', 255).notNullable();
    table.string('commit_id', 64).notNullable();
    table.integer('position').notNullable();
    table.string('code', 40).notNullable();
    table.string('severity', 10).notNullable();
    table.text('message').notNullable();
    table.text('file').nullable();
    table.integer('line').nullable();
    table.integer('column').nullable();
    table.text('leaf').nullable();
    table.integer('leaves').notNullable();
    table.string('component', 63).nullable();
    table.text('pointer').nullable();
    table.primary(['application_ref', 'commit_id', 'position']);
    table
      .foreign(['application_ref', 'commit_id'])
      .references(['application_ref', 'id'])
      .inTable('commits')
      .onDelete('CASCADE');
  });
  await knex.schema.createTable('component_usage', table => {
    table.comment(
      'Resources by application, component and first topology level: what the catalog shows',
    );
    table
      .string('application_ref', 255)
      .notNullable()
      .references('ref')
      .inTable('applications')
      .onDelete('CASCADE');
    table.string('overlay', 63).notNullable();
    table.string('node', 63).notNullable();
    table.string('component_ref', 255).notNullable();
    table.text('component_title').notNullable();
    table.integer('resources').notNullable();
    table.primary(['application_ref', 'overlay', 'node']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'component_usage',
    'findings',
    'commits',
    'application_audience',
    'applications',
  ]) {
    await knex.schema.dropTable(table);
  }
};
