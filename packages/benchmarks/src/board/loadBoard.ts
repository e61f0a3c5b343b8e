import {
  TRENDING_DECAY,
  TRENDING_EPOCH_MS,
} from '@commonhold/plugin-feature-requests-common';
import { Client } from 'pg';
import { TENANTS } from './estate';

/** So many requests have as many votes as there are people who vote. */
const HOT_REQUESTS = 36;
const VOTERS = 20_000;

/** Words of the titles: frequent ones first, as in any language. */
const VERBS =
  'add support allow show speed-up automate document expose retry throttle encrypt rotate alert-on tag export import compare validate migrate deprecate';
const NOUNS =
  'kafka topic retention schema consumer lag dashboard alert database replica backup restore failover certificate secret namespace quota pipeline build cache artifact release rollback canary gateway route timeout latency trace log metric report budget cost invoice region network policy firewall proxy cluster node volume snapshot image registry template scaffolder catalog search owner group permission audit token session login';
const CONTEXTS =
  'environment production staging tenant team application service region account customer weekend quarter incident deployment review migration holiday trading settlement payment';

/**
 * Writes requests and votes past the API, as many years would have, in the form
 * that the API writes them. What follows from votes is counted from them.
 */
export async function loadBoard(
  client: Client,
  size: { requests: number; votes: number },
  progress: (text: string) => void,
): Promise<void> {
  await client.query('SET search_path TO "feature-requests"');
  // Everything refers to what is written here; nothing else needs checking.
  await client.query('SET session_replication_role = replica');
  await client.query("SET work_mem = '256MB'");
  await client.query("SET maintenance_work_mem = '512MB'");
  await writeRequests(client, size.requests);
  progress(`${size.requests} requests are written`);
  await writeVotes(client, size);
  progress(`${size.votes} votes are written`);
  await countVotes(client);
  progress('votes are counted');
  await client.query('RESET session_replication_role');
  await client.query('VACUUM ANALYZE');
  progress('ready');
}

async function writeRequests(client: Client, requests: number): Promise<void> {
  await client.query(
    `CREATE TEMPORARY TABLE words AS SELECT
       string_to_array($1, ' ') AS verbs, string_to_array($2, ' ') AS nouns, string_to_array($3, ' ') AS contexts`,
    [VERBS, NOUNS, CONTEXTS],
  );
  await client.query(`
    CREATE FUNCTION pg_temp.pick(words text[], seed bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
      SELECT words[1 + floor(cardinality(words) * power((abs(hashint8(seed)) % 100000) / 100000.0, 1.7))::int]
    $$`);
  await client.query(
    `INSERT INTO requests (id, title, description, excerpt, tenant_id, author, visibility, status, created_at, updated_at)
     SELECT (i * 2862933555777) % 4503599627370496,
       initcap(pg_temp.pick(verbs, i)) || ' ' || pg_temp.pick(nouns, i * 3 + 1) || ' ' || pg_temp.pick(nouns, i * 5 + 2)
         || ' per ' || pg_temp.pick(contexts, i * 7 + 3),
       (SELECT string_agg(pg_temp.pick(CASE WHEN k % 4 = 0 THEN contexts ELSE nouns END, i * 31 + k), ' ') FROM generate_series(1, 40) AS k),
       'What it is about.', 't' || i % ${TENANTS}, 'user:default/v' || i % ${VOTERS},
       CASE WHEN i % 50 = 0 THEN 'tenant' ELSE 'shared' END,
       (ARRAY['new','new','new','under-review','planned','in-progress','shipped','declined'])[1 + i % 8],
       to_char(timestamp '2026-11-01' - i * interval '9 minutes', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       to_char(timestamp '2026-11-01' - (i * 7919 % $1) * interval '9 minutes', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
     FROM generate_series(1::bigint, $1::bigint) AS i, words`,
    [requests],
  );
  await client.query(`
    INSERT INTO request_audience (request_id, value)
      SELECT id, 'tenant:' || tenant_id FROM requests
      UNION ALL SELECT id, 'everyone' FROM requests WHERE visibility = 'shared'`);
  await client.query('INSERT INTO demand (request_id) SELECT id FROM requests');
}

async function writeVotes(
  client: Client,
  { requests, votes }: { requests: number; votes: number },
): Promise<void> {
  const { rows: indexes } = await client.query<{
    indexname: string;
    indexdef: string;
  }>(
    `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'feature-requests' AND tablename = 'votes' AND indexname <> 'votes_pkey'`,
  );
  await client.query('ALTER TABLE votes DROP CONSTRAINT votes_pkey');
  for (const { indexname } of indexes) {
    await client.query(`DROP INDEX ${client.escapeIdentifier(indexname)}`);
  }
  // Few have as many as there are people, most have some tens.
  const hot = Math.min(HOT_REQUESTS * VOTERS, Math.floor(votes / 2));
  const perHot = Math.floor(hot / HOT_REQUESTS);
  await client.query(
    `CREATE TEMPORARY TABLE sizes AS
       WITH numbered AS (SELECT id, row_number() OVER (ORDER BY id) AS rank FROM requests),
       total AS (SELECT sum(power(rank, -0.5)) AS share FROM numbered WHERE rank > ${HOT_REQUESTS})
       SELECT id, rank, CASE WHEN rank <= ${HOT_REQUESTS} THEN $1::int
         ELSE least(${VOTERS}, greatest(1, floor($2::float8 * power(rank, -0.5) / share)))::int END AS votes
       FROM numbered, total`,
    [perHot, votes - hot],
  );
  await client.query(`
    INSERT INTO votes (request_id, voter, tenant_id, application, importance, cast_at, gain)
    SELECT id, 'user:default/v' || v,
      't' || floor(${TENANTS} * power((v % 1009) / 1009.0, 2)),
      CASE WHEN v % 3 = 0 THEN 'system:t' || floor(${TENANTS} * power((v % 1009) / 1009.0, 2)) || '/app' END,
      CASE WHEN v % 5 < 3 THEN (1 + v % 3)::smallint END,
      (extract(epoch FROM timestamp '2026-11-01') * 1000)::bigint - (abs(hashint8(v * 31 + rank)) % 63072000)::bigint * 1000,
      greatest(1, round(250 / sqrt(1 + n / 60.0)))::int
    FROM sizes, LATERAL generate_series(1, votes) AS n, LATERAL (SELECT (rank * 7 + n) % ${VOTERS} AS v) AS voter`);
  await client.query(
    'ALTER TABLE votes ADD CONSTRAINT votes_pkey PRIMARY KEY (request_id, voter)',
  );
  for (const { indexdef } of indexes) {
    await client.query(indexdef);
  }
  if (requests < HOT_REQUESTS) {
    throw new Error('The board is too small for its hot requests');
  }
}

async function countVotes(client: Client): Promise<void> {
  await client.query(`
    INSERT INTO tenant_votes (request_id, tenant_id, people)
      SELECT request_id, tenant_id, count(*) FROM votes GROUP BY request_id, tenant_id`);
  await client.query(`
    INSERT INTO application_votes (request_id, application, tenant_id, people)
      SELECT request_id, application, tenant_id, count(*) FROM votes
      WHERE application IS NOT NULL GROUP BY request_id, application, tenant_id`);
  await client.query(
    `UPDATE demand SET people = v.people, nice_to_have = v.nice, important = v.important, critical = v.critical,
       trend = v.trend, score = t.score, tenants = t.tenants, applications = coalesce(a.applications, 0)
     FROM (SELECT request_id, count(*) AS people, count(*) FILTER (WHERE importance = 1) AS nice,
         count(*) FILTER (WHERE importance = 2) AS important, count(*) FILTER (WHERE importance = 3) AS critical,
         ln(sum(exp(ln(gain::float8) + $1::float8 * (cast_at - $2::bigint)))) AS trend
       FROM votes GROUP BY request_id) AS v
     JOIN (SELECT request_id, sum(tenant_weight(people)) AS score, count(*) AS tenants
       FROM tenant_votes GROUP BY request_id) AS t USING (request_id)
     LEFT JOIN (SELECT request_id, count(DISTINCT application) AS applications
       FROM application_votes GROUP BY request_id) AS a USING (request_id)
     WHERE demand.request_id = v.request_id`,
    [TRENDING_DECAY, TRENDING_EPOCH_MS],
  );
}
