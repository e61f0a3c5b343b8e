/**
 * Changes of applications: proposed or pushed commits with their plans, who has to
 * agree, who did, and how it went.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('changes', table => {
    table.string('id', 36).primary();
    table
      .string('application_ref', 255)
      .notNullable()
      .references('ref')
      .inTable('applications')
      .onDelete('CASCADE');
    table.string('tenant_id', 63).nullable();
    table.text('title').notNullable();
    table.text('why').notNullable();
    table.string('state', 20).notNullable();
    table.text('state_reason').nullable();
    table.string('source', 20).notNullable();
    table
      .string('author', 255)
      .notNullable()
      .comment('Full ref of a user, or who Git says wrote a pushed commit');
    table.text('author_email').notNullable();
    table.string('base_commit', 64).nullable();
    table.string('commit_id', 64).notNullable();
    table
      .boolean('on_branch')
      .notNullable()
      .comment('Whether the commit is on the branch of the application');
    table.text('affected').notNullable().comment('JSON: the blast radius');
    table.text('problems').notNullable().comment('JSON');
    table.text('findings').notNullable().comment('JSON');
    table.text('operations').notNullable().comment('JSON list of ids');
    table.double('cost_before').nullable();
    table.double('cost_after').nullable();
    table.integer('steps').notNullable();
    table.integer('destructive').notNullable();
    table
      .string('fingerprint', 64)
      .nullable()
      .comment(
        'Of desired hashes and observed versions: approvals hold for it',
      );
    table.string('revert_of', 36).nullable();
    table.string('bulk_id', 36).nullable();
    table.text('pull_request').nullable();
    table
      .string('due_at', 30)
      .nullable()
      .comment('When the portal goes on with it; null if people do');
    table.string('claimed_by', 64).nullable();
    table.string('claimed_until', 30).nullable();
    table.string('created_at', 30).notNullable();
    table.string('updated_at', 30).notNullable();
    table.index(['application_ref', 'created_at'], 'changes_application_idx');
    table.index(['created_at', 'id'], 'changes_created_idx');
    table.index(['state', 'created_at'], 'changes_state_idx');
    table.index(['due_at'], 'changes_due_idx');
    table.index(['commit_id'], 'changes_commit_idx');
  });
  await knex.schema.createTable('change_audience', table => {
    table.comment('Who may see a change: one row a value');
    table
      .string('change_id', 36)
      .notNullable()
      .references('id')
      .inTable('changes')
      .onDelete('CASCADE');
    table.string('audience', 200).notNullable();
    table.primary(['change_id', 'audience']);
    table.index(['audience'], 'change_audience_idx');
  });
  await knex.schema.createTable('change_steps', table => {
    table.comment('What a change does, one row a resource');
    table
      .string('change_id', 36)
      .notNullable()
      .references('id')
      .inTable('changes')
      .onDelete('CASCADE');
    table.integer('position').notNullable();
    table.text('resource_ref').notNullable();
    table.string('component_ref', 255).notNullable();
    table.text('leaf').notNullable();
    table.text('instance').notNullable();
    table.string('action', 10).notNullable();
    table.string('risk', 10).notNullable();
    table.boolean('destructive').notNullable();
    table.double('cost_before').nullable();
    table.double('cost_after').nullable();
    table
      .text('details')
      .notNullable()
      .comment('JSON: summary, changes and what kept it from being planned');
    table.primary(['change_id', 'position']);
  });
  await knex.schema.createTable('change_approvals', table => {
    table.comment('Who has to agree to the plan as it is now');
    table
      .string('change_id', 36)
      .notNullable()
      .references('id')
      .inTable('changes')
      .onDelete('CASCADE');
    table
      .string('party', 255)
      .notNullable()
      .comment('A group ref, tenant-admin:ID or operators');
    table.text('reasons').notNullable().comment('JSON list');
    table.string('approved_by', 255).nullable();
    table.primary(['change_id', 'party']);
    table.index(['party', 'approved_by'], 'change_approvals_party_idx');
  });
  await knex.schema.createTable('change_decisions', table => {
    table.comment('Who agreed or rejected, also to plans that moved on since');
    table.bigIncrements('id');
    table
      .string('change_id', 36)
      .notNullable()
      .references('id')
      .inTable('changes')
      .onDelete('CASCADE');
    table.string('actor', 255).notNullable();
    table.string('decision', 10).notNullable();
    table.text('comment').notNullable();
    table.string('fingerprint', 64).nullable();
    table.string('at', 30).notNullable();
    table.index(['change_id'], 'change_decisions_change_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'change_decisions',
    'change_approvals',
    'change_steps',
    'change_audience',
    'changes',
  ]) {
    await knex.schema.dropTable(table);
  }
};
