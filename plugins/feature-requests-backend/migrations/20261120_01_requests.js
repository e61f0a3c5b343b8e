/**
 * Requests and what belongs to them.
 *
 * The id of a request is a random number below 2^52: it tells nobody how many
 * requests there are. Times are ISO 8601 text in UTC, of 24 characters, so that
 * their order is that of text.
 *
 * What votes change is not here but in `demand`: a vote then writes a narrow row
 * and does not touch the text, its indexes or the full-text index.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('about_entities', table => {
    table.comment(
      'Catalog entities that requests are about, as the catalog had them last',
    );
    table.string('ref', 300).primary().comment('Full entity ref, lower case');
    table.string('title', 300).notNullable();
    table.string('owner', 300).nullable().comment('Ref of the owning group');
    table.string('checked_at', 24).notNullable();
  });
  await knex.schema.createTable('about_audience', table => {
    table.comment('Who may see such an entity, a row a value');
    table
      .string('ref', 300)
      .notNullable()
      .references('ref')
      .inTable('about_entities')
      .onDelete('CASCADE');
    table.string('value', 200).notNullable();
    table.primary(['ref', 'value']);
  });

  await knex.schema.createTable('requests', table => {
    table.comment('One row a request');
    table.bigInteger('id').primary();
    table.string('title', 200).notNullable();
    table.text('description').notNullable().comment('Markdown');
    table.string('excerpt', 300).notNullable().comment('Of the description');
    table
      .string('about_ref', 300)
      .nullable()
      .references('ref')
      .inTable('about_entities');
    table.string('category', 63).nullable();
    table.string('tenant_id', 63).notNullable().comment("'' is none");
    table.string('author', 300).nullable().comment('null: erased');
    table
      .string('cast_by', 300)
      .nullable()
      .comment('Who filed it on behalf of the author');
    table.string('visibility', 8).notNullable().comment('shared or tenant');
    table.string('status', 16).notNullable();
    table.text('status_reason').nullable();
    table.string('status_at', 24).nullable();
    table.text('response').nullable().comment('The official one, Markdown');
    table.string('response_by', 300).nullable();
    table.string('response_at', 24).nullable();
    table
      .integer('comment_count')
      .notNullable()
      .defaultTo(0)
      .comment('Without internal notes and hidden comments');
    table.string('horizon', 8).nullable().comment('now, next or later');
    table.string('increment', 63).nullable();
    table.integer('iteration').nullable();
    table.double('roadmap_rank').nullable().comment('Order within a column');
    table.integer('business_value').nullable();
    table.integer('time_criticality').nullable();
    table.integer('risk_reduction').nullable();
    table.integer('job_size').nullable();
    table
      .double('wsjf')
      .notNullable()
      .defaultTo(-1)
      .comment('-1: without priority');
    table.string('priority_at', 24).nullable();
    table.boolean('wants_help').notNullable().defaultTo(false);
    table.string('help_guide', 2000).nullable();
    table.string('hidden_at', 24).nullable();
    table.string('locked_at', 24).nullable();
    table.integer('version').notNullable().defaultTo(1);
    table.string('created_at', 24).notNullable();
    table.string('updated_at', 24).notNullable();
    table.index(['created_at', 'id'], 'requests_newest_idx');
    table.index(['updated_at', 'id'], 'requests_updated_idx');
    table.index(['wsjf', 'id'], 'requests_priority_idx');
    table.index(['about_ref'], 'requests_about_idx');
    table.index(['author'], 'requests_author_idx');
    table.index(['horizon'], 'requests_horizon_idx');
    table.index(['increment'], 'requests_increment_idx');
  });

  await knex.schema.createTable('request_audience', table => {
    table.comment('Who may see a request, a row a value');
    ofRequest(table);
    table.string('value', 200).notNullable();
    table.primary(['request_id', 'value']);
    table.index(['value', 'request_id'], 'request_audience_value_idx');
  });

  await knex.schema.createTable('request_tags', table => {
    ofRequest(table);
    table.string('tag', 40).notNullable().comment('Lower case');
    table.primary(['request_id', 'tag']);
    table.index(['tag', 'request_id'], 'request_tags_tag_idx');
  });

  await knex.schema.createTable('request_links', table => {
    table.string('id', 36).primary();
    ofRequest(table);
    table.string('url', 2000).notNullable();
    table.string('title', 200).notNullable();
    table.string('kind', 16).notNullable();
    table.string('added_at', 24).notNullable();
    table.index(['request_id'], 'request_links_request_idx');
  });

  await knex.schema.createTable('request_watchers', table => {
    ofRequest(table);
    table.string('watcher', 300).notNullable();
    table.string('since', 24).notNullable();
    table.primary(['request_id', 'watcher']);
    table.index(['watcher'], 'request_watchers_watcher_idx');
  });

  await knex.schema.createTable('request_volunteers', table => {
    ofRequest(table);
    table.string('volunteer', 300).notNullable();
    table.string('tenant_id', 63).notNullable();
    table.string('note', 500).nullable();
    table.string('since', 24).notNullable();
    table.primary(['request_id', 'volunteer']);
    table.index(['volunteer'], 'request_volunteers_volunteer_idx');
  });

  await knex.schema.createTable('request_comments', table => {
    table.string('id', 36).primary();
    ofRequest(table);
    table
      .bigInteger('origin_id')
      .nullable()
      .comment('The merged request that it was written on');
    table.text('text').notNullable().comment('Markdown');
    table.string('author', 300).nullable().comment('null: erased');
    table.string('tenant_id', 63).notNullable();
    table.boolean('official').notNullable();
    table.boolean('internal').notNullable();
    table.string('hidden_at', 24).nullable();
    table.string('created_at', 24).notNullable();
    table.string('edited_at', 24).nullable();
    table.index(
      ['request_id', 'internal', 'created_at', 'id'],
      'request_comments_page_idx',
    );
    table.index(['author'], 'request_comments_author_idx');
  });

  await knex.schema.createTable('request_events', table => {
    table.comment('What happened to requests. Nothing in it is ever changed');
    table.string('id', 36).primary();
    ofRequest(table);
    table.string('at', 24).notNullable();
    table.string('action', 24).notNullable();
    table.string('actor', 300).nullable().comment('null: erased');
    table.string('tenant_id', 63).notNullable().comment('Of the actor');
    table.text('changes').notNullable().comment('JSON: field, before, after');
    table.index(['request_id', 'at', 'id'], 'request_events_page_idx');
    table.index(['actor'], 'request_events_actor_idx');
  });
};

function ofRequest(table) {
  table
    .bigInteger('request_id')
    .notNullable()
    .references('id')
    .inTable('requests')
    .onDelete('CASCADE');
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'request_events',
    'request_comments',
    'request_volunteers',
    'request_watchers',
    'request_links',
    'request_tags',
    'request_audience',
    'requests',
    'about_audience',
    'about_entities',
  ]) {
    await knex.schema.dropTable(table);
  }
};
