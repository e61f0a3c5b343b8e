/**
 * Votes and what follows from them: demand, people, applications, trending.
 *
 * The counters are changed by difference in the transaction of the vote, under
 * a lock of the row in `demand`, so that they are always what a recount would
 * find. The arithmetic is that of `ranking.ts` in
 * `@commonhold/plugin-feature-requests-common`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('demand', table => {
    table.comment('What the votes of a request amount to, a row a request');
    table
      .bigInteger('request_id')
      .primary()
      .references('id')
      .inTable('requests')
      .onDelete('CASCADE');
    table
      .bigInteger('merged_into')
      .nullable()
      .comment('Here, since whoever votes locks and reads this row');
    table
      .integer('merged_here')
      .notNullable()
      .defaultTo(0)
      .comment('Requests that were merged into this one');
    table.integer('score').notNullable().defaultTo(0);
    table.integer('people').notNullable().defaultTo(0);
    table.integer('tenants').notNullable().defaultTo(0);
    table.integer('applications').notNullable().defaultTo(0);
    table.integer('nice_to_have').notNullable().defaultTo(0);
    table.integer('important').notNullable().defaultTo(0);
    table.integer('critical').notNullable().defaultTo(0);
    table
      .double('trend')
      .notNullable()
      .defaultTo(-1_000_000)
      .comment('A logarithm; -1000000 without votes');
    table.index(['score', 'request_id'], 'demand_score_idx');
    table.index(['people', 'request_id'], 'demand_people_idx');
    table.index(['applications', 'request_id'], 'demand_applications_idx');
    table.index(['trend', 'request_id'], 'demand_trend_idx');
    table.index(['merged_into'], 'demand_merged_into_idx');
  });

  await knex.schema.createTable('votes', table => {
    table.comment('One a person and request');
    table
      .bigInteger('request_id')
      .notNullable()
      .references('id')
      .inTable('requests')
      .onDelete('CASCADE');
    table.string('voter', 300).notNullable().comment('Ref of the user');
    table
      .string('tenant_id', 63)
      .notNullable()
      .comment("At the time; '': none");
    table.string('application', 300).nullable().comment('At the time');
    table
      .smallint('importance')
      .nullable()
      .comment('1 nice to have, 2 important, 3 critical');
    table.string('why', 300).nullable();
    table.string('cast_by', 300).nullable().comment('If not by the voter');
    table
      .bigInteger('cast_at')
      .notNullable()
      .comment('Milliseconds since 1970: trending calculates with it');
    table
      .integer('gain')
      .notNullable()
      .comment('By how much it raised the demand; what trending takes back');
    table
      .bigInteger('origin_id')
      .nullable()
      .comment('The merged request that it was cast on');
    table.primary(['request_id', 'voter']);
    table.index(['voter'], 'votes_voter_idx');
  });

  await knex.schema.createTable('tenant_votes', table => {
    table.comment('Votes of a tenant for a request');
    table
      .bigInteger('request_id')
      .notNullable()
      .references('id')
      .inTable('requests')
      .onDelete('CASCADE');
    table.string('tenant_id', 63).notNullable();
    table.integer('people').notNullable();
    table.primary(['request_id', 'tenant_id']);
    table.index(['tenant_id', 'request_id'], 'tenant_votes_tenant_idx');
  });

  await knex.schema.createTable('application_votes', table => {
    table.comment('Votes for an application of a tenant, for a request');
    table
      .bigInteger('request_id')
      .notNullable()
      .references('id')
      .inTable('requests')
      .onDelete('CASCADE');
    table.string('application', 300).notNullable();
    table.string('tenant_id', 63).notNullable();
    table.integer('people').notNullable();
    table.primary(['request_id', 'application', 'tenant_id']);
    table.index(
      ['application', 'request_id'],
      'application_votes_application_idx',
    );
  });

  if (knex.client.config.client === 'pg') {
    await createFunctions(knex);
  }
};

/**
 * Voting on PostgreSQL: functions, so that a vote is one round trip.
 *
 * Of the strategies that are possible, this is the one that is both correct and
 * quick on a hot request:
 *
 * - A transaction of several statements holds the lock while Node answers other
 *   requests in between; under load that is milliseconds, and a hot request
 *   takes 200 votes a second.
 * - One statement of writing CTEs sees one snapshot, from before it waited for
 *   the lock. It cannot know how many votes the tenant has by then, and so not
 *   what the vote gains.
 * - A function sees a new snapshot with each of its statements. The lock comes
 *   first, and everything after it is as if nobody else were there.
 */
async function createFunctions(knex) {
  await knex.raw(`
    CREATE FUNCTION tenant_weight(people integer) RETURNS integer
    LANGUAGE sql IMMUTABLE AS $$
      SELECT CASE WHEN people = 0 THEN 0
             ELSE round(500 * (1 + sqrt(people::double precision)))::integer END
    $$`);
  await knex.raw(`
    CREATE FUNCTION cast_vote(
      the_request bigint, the_voter text, the_tenant text, the_application text,
      the_importance smallint, keep_importance boolean,
      the_why text, keep_why boolean,
      the_caster text, the_time bigint,
      decay double precision, epoch bigint
    ) RETURNS text LANGUAGE plpgsql AS $$
    DECLARE
      known demand%ROWTYPE;
      before votes%ROWTYPE;
      of_tenant integer;
      of_application integer := 0;
      gained integer;
      mass double precision;
    BEGIN
      SELECT * INTO known FROM demand WHERE request_id = the_request FOR UPDATE;
      IF known.merged_into IS NOT NULL THEN
        RETURN 'merged';
      END IF;

      SELECT * INTO before FROM votes
        WHERE request_id = the_request AND voter = the_voter;
      IF FOUND THEN
        IF keep_importance THEN the_importance := before.importance; END IF;
        IF keep_why THEN the_why := before.why; END IF;
        IF before.importance IS NOT DISTINCT FROM the_importance
           AND before.why IS NOT DISTINCT FROM the_why THEN
          RETURN 'unchanged';
        END IF;
        UPDATE votes SET importance = the_importance, why = the_why
          WHERE request_id = the_request AND voter = the_voter;
        UPDATE demand SET
          nice_to_have = nice_to_have + (the_importance IS NOT DISTINCT FROM 1)::int - (before.importance IS NOT DISTINCT FROM 1)::int,
          important = important + (the_importance IS NOT DISTINCT FROM 2)::int - (before.importance IS NOT DISTINCT FROM 2)::int,
          critical = critical + (the_importance IS NOT DISTINCT FROM 3)::int - (before.importance IS NOT DISTINCT FROM 3)::int
          WHERE request_id = the_request;
        RETURN 'changed';
      END IF;

      INSERT INTO tenant_votes AS t (request_id, tenant_id, people)
        VALUES (the_request, the_tenant, 1)
        ON CONFLICT (request_id, tenant_id) DO UPDATE SET people = t.people + 1
        RETURNING t.people INTO of_tenant;
      IF the_application IS NOT NULL THEN
        INSERT INTO application_votes AS a (request_id, application, tenant_id, people)
          VALUES (the_request, the_application, the_tenant, 1)
          ON CONFLICT (request_id, application, tenant_id) DO UPDATE SET people = a.people + 1;
        SELECT sum(people) INTO of_application FROM application_votes
          WHERE request_id = the_request AND application = the_application;
      END IF;
      gained := tenant_weight(of_tenant) - tenant_weight(of_tenant - 1);
      mass := ln(gained::double precision) + decay * (the_time - epoch);
      INSERT INTO votes (request_id, voter, tenant_id, application, importance, why, cast_by, cast_at, gain)
        VALUES (the_request, the_voter, the_tenant, the_application, the_importance, the_why, the_caster, the_time, gained);
      UPDATE demand SET
        people = people + 1,
        tenants = tenants + (of_tenant = 1)::int,
        applications = applications + (of_application = 1)::int,
        score = score + gained,
        nice_to_have = nice_to_have + (the_importance IS NOT DISTINCT FROM 1)::int,
        important = important + (the_importance IS NOT DISTINCT FROM 2)::int,
        critical = critical + (the_importance IS NOT DISTINCT FROM 3)::int,
        trend = greatest(trend, mass) + CASE WHEN abs(trend - mass) > 700 THEN 0 ELSE ln(1 + exp(-abs(trend - mass))) END
        WHERE request_id = the_request;
      RETURN 'cast';
    END $$`);
  await knex.raw(`
    CREATE FUNCTION take_vote(
      the_request bigint, the_voter text,
      decay double precision, epoch bigint
    ) RETURNS text LANGUAGE plpgsql AS $$
    DECLARE
      known demand%ROWTYPE;
      before votes%ROWTYPE;
      of_tenant integer;
      of_application integer := 1;
      share double precision;
      remaining double precision;
    BEGIN
      SELECT * INTO known FROM demand WHERE request_id = the_request FOR UPDATE;
      DELETE FROM votes WHERE request_id = the_request AND voter = the_voter
        RETURNING * INTO before;
      IF NOT FOUND THEN
        RETURN 'unchanged';
      END IF;

      UPDATE tenant_votes SET people = people - 1
        WHERE request_id = the_request AND tenant_id = before.tenant_id
        RETURNING people INTO of_tenant;
      IF of_tenant = 0 THEN
        DELETE FROM tenant_votes
          WHERE request_id = the_request AND tenant_id = before.tenant_id;
      END IF;
      IF before.application IS NOT NULL THEN
        UPDATE application_votes SET people = people - 1
          WHERE request_id = the_request AND application = before.application AND tenant_id = before.tenant_id;
        DELETE FROM application_votes
          WHERE request_id = the_request AND application = before.application AND people = 0;
        SELECT coalesce(sum(people), 0) INTO of_application FROM application_votes
          WHERE request_id = the_request AND application = before.application;
      END IF;

      -- Of a difference of nearly equal numbers nothing remains: count again.
      share := exp(ln(before.gain::double precision) + decay * (before.cast_at - epoch) - known.trend);
      IF known.people = 1 THEN
        remaining := -1000000;
      ELSIF share < 0.999999 THEN
        remaining := known.trend + ln(1 - share);
      ELSE
        SELECT max(ln(gain::double precision) + decay * (cast_at - epoch)) INTO remaining
          FROM votes WHERE request_id = the_request;
        SELECT remaining + ln(sum(exp(greatest(-700, ln(gain::double precision) + decay * (cast_at - epoch) - remaining)))) INTO remaining
          FROM votes WHERE request_id = the_request;
      END IF;
      UPDATE demand SET
        people = people - 1,
        tenants = tenants - (of_tenant = 0)::int,
        applications = applications - (of_application = 0)::int,
        score = score - (tenant_weight(of_tenant + 1) - tenant_weight(of_tenant)),
        nice_to_have = nice_to_have - (before.importance IS NOT DISTINCT FROM 1)::int,
        important = important - (before.importance IS NOT DISTINCT FROM 2)::int,
        critical = critical - (before.importance IS NOT DISTINCT FROM 3)::int,
        trend = remaining
        WHERE request_id = the_request;
      RETURN 'withdrawn';
    END $$`);
  // Whoever takes a vote back also means what was merged into the request: an
  // undo of the merge must not bring it back. Those above are locked first.
  await knex.raw(`
    CREATE FUNCTION withdraw_vote(
      the_request bigint, the_voter text,
      decay double precision, epoch bigint
    ) RETURNS text LANGUAGE plpgsql AS $$
    DECLARE
      known demand%ROWTYPE;
      source bigint;
    BEGIN
      SELECT * INTO known FROM demand WHERE request_id = the_request FOR UPDATE;
      IF known.merged_into IS NOT NULL THEN
        RETURN 'merged';
      END IF;
      IF known.merged_here > 0 THEN
        FOR source IN
          WITH RECURSIVE below AS (
            SELECT d.request_id, 1 AS depth FROM demand d WHERE d.merged_into = the_request
            UNION ALL
            SELECT d.request_id, below.depth + 1 FROM demand d JOIN below ON d.merged_into = below.request_id
          ) SELECT below.request_id FROM below ORDER BY depth, below.request_id
        LOOP
          PERFORM take_vote(source, the_voter, decay, epoch);
        END LOOP;
      END IF;
      RETURN take_vote(the_request, the_voter, decay, epoch);
    END $$`);
  await knex.raw(`
    CREATE FUNCTION voting_result(outcome text, the_request bigint, the_voter text)
    RETURNS jsonb LANGUAGE plpgsql AS $$
    DECLARE
      result jsonb;
    BEGIN
      SELECT jsonb_build_object(
        'outcome', outcome,
        'demand', (SELECT to_jsonb(d) FROM demand d WHERE d.request_id = the_request),
        'vote', (SELECT to_jsonb(v) FROM votes v WHERE v.request_id = the_request AND v.voter = the_voter)
      ) INTO result;
      RETURN result;
    END $$`);
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (knex.client.config.client === 'pg') {
    await knex.raw('DROP FUNCTION voting_result(text, bigint, text)');
    await knex.raw(
      'DROP FUNCTION withdraw_vote(bigint, text, double precision, bigint)',
    );
    await knex.raw(
      'DROP FUNCTION take_vote(bigint, text, double precision, bigint)',
    );
    await knex.raw(
      'DROP FUNCTION cast_vote(bigint, text, text, text, smallint, boolean, text, boolean, text, bigint, double precision, bigint)',
    );
    await knex.raw('DROP FUNCTION tenant_weight(integer)');
  }
  for (const table of [
    'application_votes',
    'tenant_votes',
    'votes',
    'demand',
  ]) {
    await knex.schema.dropTable(table);
  }
};
