/**
 * The directory: which group and which person belongs to which tenant, as the
 * catalog's relations say, and what changed when.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('directory_groups', table => {
    table.comment('Every group of the catalog');
    table.string('group_ref').primary();
    table
      .text('ancestors')
      .notNullable()
      .comment('JSON list of group refs above it, nearest first');
    table
      .string('tenant_id', 63)
      .nullable()
      .comment('Of the nearest claimed group, itself included');
    table.index(['tenant_id'], 'directory_groups_tenant_idx');
  });
  await knex.schema.createTable('directory_members', table => {
    table.comment('Direct members of every group');
    table.string('group_ref').notNullable();
    table.string('user_ref').notNullable();
    table.primary(['group_ref', 'user_ref']);
    table.index(['user_ref'], 'directory_members_user_idx');
  });
  await knex.schema.createTable('directory_changes', table => {
    table.comment(
      'What the catalog has to stamp anew; followers read it by revision',
    );
    table.bigIncrements('revision');
    table
      .string('key')
      .notNullable()
      .comment('tenant:ID, namespace:NAME, group:REF, user:REF or locations');
    table.string('created_at', 30).notNullable();
    table.index(['created_at'], 'directory_changes_created_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('directory_changes');
  await knex.schema.dropTable('directory_members');
  await knex.schema.dropTable('directory_groups');
};
