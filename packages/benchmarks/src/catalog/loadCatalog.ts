import { Client } from 'pg';
import { BenchEstate } from './BenchEstate';
import {
  CatalogRows,
  Processed,
  Relation,
  process,
  stitch,
} from './catalogRows';
import { DOCUMENT_TYPE, searchDocumentOf } from './searchDocument';

/** Entities that are written with one statement a table. */
const BATCH = 1_000;

/** Tables whose indexes are made anew afterwards, which is quicker. */
const INDEXED_LATER = ['search', 'relations', 'refresh_state_references'];

/**
 * Writes the estate into the tables of the catalog and of the search engine, as
 * these write it themselves but for what is only needed to read an entity again:
 * nothing of it is due for that within a year.
 */
export async function loadCatalog(
  client: Client,
  estate: BenchEstate,
  options: { stamped: boolean; urlOf: (path: string) => string },
): Promise<void> {
  const { stamped, urlOf } = options;
  const processed: Processed[] = [];
  const bySource = new Map<string, Relation[]>();
  for (const block of estate.bulk()) {
    for (const written of block) {
      const entity = process(
        written,
        urlOf(`/${written.tenant}/catalog-info.yaml`),
        stamped,
      );
      processed.push(entity);
      for (const relation of entity.relations) {
        const known = bySource.get(relation.source);
        if (known) {
          known.push(relation);
        } else {
          bySource.set(relation.source, [relation]);
        }
      }
    }
  }
  const own = new Set(processed.map(({ ref }) => ref));
  // No checks of what refers to what: it is known, and takes longer than the rest.
  await client.query('SET session_replication_role = replica');
  const indexes = await dropIndexes(client);
  for (let start = 0; start < processed.length; start += BATCH) {
    const batch = processed
      .slice(start, start + BATCH)
      .map(entity => stitch(entity, bySource.get(entity.ref) ?? []));
    await insert(client, batch);
  }
  for (const definition of indexes) {
    await client.query(definition);
  }
  await client.query('SET session_replication_role = DEFAULT');
  await stitchOthers(
    client,
    [...bySource.keys()].filter(ref => !own.has(ref)),
  );
}

async function dropIndexes(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
      WHERE schemaname = 'catalog' AND tablename = ANY($1)
        AND indexname NOT IN (SELECT conname FROM pg_constraint)`,
    [INDEXED_LATER],
  );
  for (const { name } of rows) {
    await client.query(`DROP INDEX catalog.${client.escapeIdentifier(name)}`);
  }
  return rows.map(({ definition }) => definition);
}

async function insert(
  client: Client,
  rows: readonly CatalogRows[],
): Promise<void> {
  const column = (pick: (row: CatalogRows) => string) => rows.map(pick);
  await client.query(
    `INSERT INTO catalog.refresh_state
       (entity_id, entity_ref, unprocessed_entity, processed_entity, cache, errors,
        next_update_at, last_discovery_at, location_key)
     SELECT id, ref, unprocessed, processed, '{"ttl":5,"cache":{}}', '[]',
        now() + interval '1 year', now(), location
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
         AS entity (id, ref, unprocessed, processed, location)`,
    [
      column(row => row.id),
      column(row => row.ref),
      column(row => JSON.stringify(row.unprocessed)),
      column(row => JSON.stringify(row.processed)),
      column(row => row.location),
    ],
  );
  await client.query(
    `INSERT INTO catalog.refresh_state_references (source_key, target_entity_ref)
     SELECT 'benchmark', ref FROM unnest($1::text[]) AS entity (ref)`,
    [column(row => row.ref)],
  );
  await client.query(
    `INSERT INTO catalog.final_entities (entity_id, entity_ref, hash, final_entity, last_updated_at)
     SELECT id, ref, hash, final, now()
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS entity (id, ref, hash, final)`,
    [
      column(row => row.id),
      column(row => row.ref),
      column(row => row.hash),
      column(row => JSON.stringify(row.final)),
    ],
  );
  const search = rows.flatMap(({ id, search: values }) =>
    values.map(value => ({ id, ...value })),
  );
  await client.query(
    `INSERT INTO catalog.search (entity_id, key, value, original_value)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])`,
    [
      search.map(({ id }) => id),
      search.map(({ key }) => key),
      search.map(({ value }) => value),
      search.map(({ original }) => original),
    ],
  );
  const relations = rows.flatMap(({ id, relations: of }) =>
    of.map(relation => ({ id, ...relation })),
  );
  await client.query(
    `INSERT INTO catalog.relations
       (originating_entity_id, source_entity_ref, type, target_entity_ref)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])`,
    [
      relations.map(({ id }) => id),
      relations.map(({ source }) => source),
      relations.map(({ type }) => type),
      relations.map(({ target }) => target),
    ],
  );
  await client.query(
    `INSERT INTO search.documents (type, document, hash)
     SELECT $1, document, sha256(replace(document::text || $1, '\\', '\\\\')::bytea)
       FROM unnest($2::jsonb[]) AS entity (document)`,
    [
      DOCUMENT_TYPE,
      rows.map(({ final }) => JSON.stringify(searchDocumentOf(final))),
    ],
  );
}

/** What the catalog knew before gets its relations to all this from the catalog. */
async function stitchOthers(
  client: Client,
  refs: readonly string[],
): Promise<void> {
  await client.query(
    `INSERT INTO catalog.stitch_queue (entity_ref, stitch_ticket, next_stitch_at)
     SELECT ref, 'benchmark', now() FROM unnest($1::text[]) AS entity (ref)
     ON CONFLICT DO NOTHING`,
    [refs],
  );
}
