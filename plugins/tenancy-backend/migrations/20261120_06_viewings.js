/**
 * Operators who look at the portal as a member of a tenant. Kept here and not
 * in a process or a browser, so that every replica narrows what they see, and
 * nothing that a browser sends can widen it again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('viewings', table => {
    table.comment('One row a person, at most');
    table.string('user_ref', 255).primary().comment('Full entity ref');
    table
      .string('tenant_id', 63)
      .notNullable()
      .references('id')
      .inTable('tenants')
      .onDelete('CASCADE');
    table.string('since', 30).notNullable().comment('ISO 8601, UTC');
    table
      .string('until', 30)
      .notNullable()
      .comment('ISO 8601, UTC: from then on the row means nothing');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('viewings');
};
