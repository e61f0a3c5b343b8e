/**
 * What people are going to hear of, written in the transaction of what happened
 * and sent afterwards. A row is one kind of news of one request for one person;
 * voters hear of an outcome once, however often a status is set back and forth.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('notices', table => {
    table
      .bigInteger('request_id')
      .notNullable()
      .references('id')
      .inTable('requests')
      .onDelete('CASCADE');
    table
      .string('kind', 16)
      .notNullable()
      .comment('planned, shipped, declined, commented or mentioned');
    table.string('recipient', 300).notNullable().comment('Ref of a user');
    table
      .string('due_at', 24)
      .nullable()
      .comment('When it is sent or, if that failed, tried again; null: done');
    table.integer('attempts').notNullable().defaultTo(0);
    table.string('created_at', 24).notNullable();
    table.primary(['request_id', 'kind', 'recipient']);
    table.index(['due_at', 'request_id', 'kind'], 'notices_due_idx');
    table.index(['recipient'], 'notices_recipient_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('notices');
};
