/**
 * Operations: units of work against providers, which any replica may do.
 *
 * `rank` orders them fairly: an operation's rank is one more than the one before of
 * the same tenant, or than the rank that is being worked on now, whichever is higher
 * (start-time fair queueing). So ten thousand operations of one tenant stand behind
 * the first of another, and taking the next is one look into one index.
 *
 * Two unique indexes say what must never happen, whatever the code forgets: a
 * resource has one operation at work, and one waiting.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('operations', table => {
    table.comment('One row an operation');
    table.string('id', 36).primary();
    table
      .string('resource_id', 36)
      .notNullable()
      .references('id')
      .inTable('resources')
      .onDelete('CASCADE');
    table.string('kind', 10).notNullable().comment('apply, delete or action');
    table.string('application_ref', 255).notNullable();
    table.string('component_ref', 255).notNullable();
    table.string('provider', 63).notNullable();
    table
      .string('tenant', 63)
      .notNullable()
      .comment('Whose turn it counts for; empty for none');
    table.integer('generation').notNullable();
    table
      .string('action', 63)
      .nullable()
      .comment('Id of the action, where it is one');
    table.string('state', 12).notNullable();
    table.bigInteger('rank').notNullable();
    table.string('not_before', 30).notNullable();
    table
      .boolean('may_destroy')
      .notNullable()
      .comment('Somebody agreed to what is lost');
    table.integer('attempt').notNullable();
    table.string('lease_owner', 64).nullable();
    table.string('lease_until', 30).nullable();
    table.integer('fence').notNullable();
    table.boolean('cancel_requested').notNullable();
    table.integer('steps_done').notNullable();
    table.text('step').nullable().comment('What is being done, in words');
    table.text('cause').nullable().comment('Why it failed or waits, in words');
    table.text('next_step').nullable().comment('What to do, in words');
    table.string('change_id', 64).nullable();
    table.text('actor').notNullable().comment('Who wanted it');
    table.string('queued_at', 30).notNullable();
    table.string('started_at', 30).nullable();
    table.string('ended_at', 30).nullable();
    table.index(['resource_id', 'queued_at'], 'operations_resource_idx');
    table.index(['change_id', 'state'], 'operations_change_idx');
    table.index(['queued_at', 'id'], 'operations_queued_at_idx');
    table.index(['component_ref', 'ended_at'], 'operations_component_idx');
  });
  await knex.schema.raw(
    `create unique index operations_one_at_work_uq on operations (resource_id)
     where state in ('running', 'verifying')`,
  );
  await knex.schema.raw(
    `create unique index operations_one_waiting_uq on operations (resource_id)
     where state = 'queued'`,
  );
  await knex.schema.raw(
    `create index operations_waiting_idx on operations (rank, id)
     where state = 'queued'`,
  );
  await knex.schema.raw(
    `create index operations_waiting_tenant_idx on operations (tenant, rank)
     where state = 'queued'`,
  );
  await knex.schema.raw(
    `create index operations_at_work_idx on operations (lease_until)
     where state in ('running', 'verifying')`,
  );

  await knex.schema.createTable('operation_log', table => {
    table.comment('What operations say while they run; without secrets');
    table.bigIncrements('id');
    table
      .string('operation_id', 36)
      .notNullable()
      .references('id')
      .inTable('operations')
      .onDelete('CASCADE');
    table.string('at', 30).notNullable();
    table.string('level', 5).notNullable().comment('info or warn');
    table.text('message').notNullable();
    table.index(['operation_id', 'id'], 'operation_log_operation_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('operation_log');
  await knex.schema.dropTable('operations');
};
