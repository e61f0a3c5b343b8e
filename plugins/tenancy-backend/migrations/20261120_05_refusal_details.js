/**
 * What operators may know of a refusal, and its author not: the name of the
 * other tenant, where two have a reason to own an entity.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('refusals', table => {
    table
      .text('detail')
      .nullable()
      .comment('For those who see all; null if the message says everything');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('refusals', table => {
    table.dropColumn('detail');
  });
};
