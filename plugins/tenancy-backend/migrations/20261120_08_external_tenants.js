/**
 * Tenants that are not part of the organisation, and the sign-in providers of
 * tenants. All that were there before are internal and have no provider of
 * their own.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('tenants', table => {
    table
      .string('class', 16)
      .notNullable()
      .defaultTo('internal')
      .comment('internal or external');
  });
  await changeDetails(knex, details => ({
    ...details,
    signIn: { providers: [] },
  }));
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await changeDetails(knex, ({ signIn, ...details }) => details);
  await knex.schema.alterTable('tenants', table => {
    table.dropColumn('class');
  });
};

/**
 * @param {import('knex').Knex} knex
 * @param {(details: Record<string, unknown>) => Record<string, unknown>} change
 */
async function changeDetails(knex, change) {
  for (const { id, details } of await knex('tenants').select('id', 'details')) {
    await knex('tenants')
      .where({ id })
      .update({ details: JSON.stringify(change(JSON.parse(details))) });
  }
}
