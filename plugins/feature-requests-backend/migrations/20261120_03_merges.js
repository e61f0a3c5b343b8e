/**
 * Merges, with what they moved, so that they can be undone exactly.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('merges', table => {
    table.comment('Merges that hold; undone ones are in the history only');
    table.string('id', 36).primary();
    table
      .bigInteger('source_id')
      .notNullable()
      .unique()
      .references('id')
      .inTable('requests')
      .onDelete('CASCADE');
    table
      .bigInteger('target_id')
      .notNullable()
      .references('id')
      .inTable('requests')
      .onDelete('CASCADE');
    table.string('status_before', 16).notNullable().comment('Of the source');
    table.string('at', 24).notNullable();
    table.index(['target_id'], 'merges_target_idx');
  });
  await knex.schema.createTable('merged_votes', table => {
    table.comment('Votes that a merge moved; the others stayed: one a person');
    table
      .string('merge_id', 36)
      .notNullable()
      .references('id')
      .inTable('merges')
      .onDelete('CASCADE');
    table.string('voter', 300).notNullable();
    table.primary(['merge_id', 'voter']);
  });
  await knex.schema.createTable('merged_comments', table => {
    table
      .string('merge_id', 36)
      .notNullable()
      .references('id')
      .inTable('merges')
      .onDelete('CASCADE');
    table.string('comment_id', 36).notNullable();
    table.primary(['merge_id', 'comment_id']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('merged_comments');
  await knex.schema.dropTable('merged_votes');
  await knex.schema.dropTable('merges');
};
