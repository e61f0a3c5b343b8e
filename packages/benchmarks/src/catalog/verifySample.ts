import { isDeepStrictEqual } from 'node:util';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { Client } from 'pg';
import { BenchEstate } from './BenchEstate';
import { Relation, SearchRow, process, stitch } from './catalogRows';
import { searchDocumentOf } from './searchDocument';

/**
 * Compares what the catalog and its collator wrote of some entities that they
 * read themselves with what is about to be written for all the others.
 *
 * @returns how many entities it compared
 * @throws Error that shows the first difference
 */
export async function verifySample(
  client: Client,
  estate: BenchEstate,
  options: { stamped: boolean; url: string },
): Promise<number> {
  const { stamped, url } = options;
  const sample = estate.sample().map(entity => process(entity, url, stamped));
  const relations = sample.flatMap(entity => entity.relations);
  for (const expected of sample) {
    const { ref } = expected;
    const [entity] = await rowsOf<{ id: string; final: string }>(
      client,
      'SELECT entity_id AS id, final_entity AS final FROM catalog.final_entities WHERE entity_ref = $1',
      ref,
    );
    const actual: Entity = JSON.parse(entity.final);
    const ours = stitch(
      expected,
      relations.filter(({ source }) => source === ref),
    );
    expectSame(`${ref} as an entity`, withoutId(actual), withoutId(ours.final));
    expectSame(
      `${ref} as rows to search`,
      (
        await rowsOf<SearchRow>(
          client,
          'SELECT key, value, original_value AS original FROM catalog.search WHERE entity_id = $1',
          entity.id,
        )
      )
        .filter(({ key }) => key !== 'metadata.uid')
        .map(({ key, value, original }) => `${key} ${value} ${original}`)
        .sort(),
      ours.search
        .filter(({ key }) => key !== 'metadata.uid')
        .map(({ key, value, original }) => `${key} ${value} ${original}`)
        .sort(),
    );
    expectSame(
      `${ref} in relations`,
      (
        await rowsOf<Relation>(
          client,
          `SELECT source_entity_ref AS source, type, target_entity_ref AS target
             FROM catalog.relations WHERE originating_entity_id = $1`,
          entity.id,
        )
      )
        .map(inWords)
        .sort(),
      ours.relations.map(inWords).sort(),
    );
    const [found] = await rowsOf<{ document: JsonObject }>(
      client,
      `SELECT document FROM search.documents
        WHERE document @> jsonb_build_object('authorization', jsonb_build_object('resourceRef', $1::text))`,
      ref,
    );
    expectSame(
      `${ref} as a document to search`,
      found?.document,
      searchDocumentOf(ours.final),
    );
  }
  return sample.length;
}

async function rowsOf<T extends object>(
  client: Client,
  statement: string,
  parameter: string,
): Promise<T[]> {
  return (await client.query<T>(statement, [parameter])).rows;
}

function withoutId(entity: Entity): Entity {
  const { uid, etag, ...metadata } = entity.metadata;
  return { ...entity, metadata };
}

function inWords({ source, type, target }: Relation): string {
  return `${source} ${type} ${target}`;
}

function expectSame(what: string, actual: unknown, ours: unknown): void {
  // Written and read once, as the catalog's was: what is undefined is not there.
  if (!isDeepStrictEqual(actual, JSON.parse(JSON.stringify(ours)))) {
    throw new Error(
      `The catalog writes ${what} otherwise than this benchmark, whose figures would not hold:\n${JSON.stringify(
        actual,
      )}\n${JSON.stringify(ours)}`,
    );
  }
}
