/**
 * Bulk changes: one edit of many applications, each with a change of its own, merged in
 * waves.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('bulk_changes', table => {
    table.string('id', 36).primary();
    table.text('title').notNullable();
    table.text('why').notNullable();
    table.string('author', 255).notNullable();
    table.text('selector').notNullable().comment('JSON');
    table.string('state', 20).notNullable();
    table.text('state_reason').nullable();
    table.integer('wave').notNullable().comment('The one that runs; 0 before');
    table.integer('waves').notNullable();
    table
      .integer('failure_budget')
      .notNullable()
      .comment('Applications that may fail before it stops');
    table
      .text('skipped')
      .notNullable()
      .comment('JSON: applications that it does not change, and why');
    table.string('due_at', 30).nullable();
    table.string('claimed_by', 64).nullable();
    table.string('claimed_until', 30).nullable();
    table.string('created_at', 30).notNullable();
    table.string('updated_at', 30).notNullable();
    table.index(['due_at'], 'bulk_changes_due_idx');
    table.index(['author'], 'bulk_changes_author_idx');
  });
  await knex.schema.alterTable('changes', table => {
    table.integer('bulk_wave').nullable();
    table.index(['bulk_id', 'bulk_wave'], 'changes_bulk_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('changes', table => {
    table.dropIndex(['bulk_id', 'bulk_wave'], 'changes_bulk_idx');
    table.dropColumn('bulk_wave');
  });
  await knex.schema.dropTable('bulk_changes');
};
