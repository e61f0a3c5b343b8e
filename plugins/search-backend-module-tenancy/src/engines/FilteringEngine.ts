import {
  QueryTranslator,
  SearchEngine,
} from '@backstage/plugin-search-backend-node';
import {
  IndexableResult,
  IndexableResultSet,
  SearchQuery,
} from '@backstage/plugin-search-common';
import { Audience } from '@commonhold/plugin-tenancy-common';
import {
  AUDIENCE_FIELD,
  AudienceEngine,
  AudienceIndex,
} from './AudienceEngine';
import { AudienceNotation, notationFor } from './audienceNotation';

/**
 * An engine whose own filters are exact: it compares whole values, takes a list
 * for "one of these", and leaves out documents without the field.
 *
 * @throws Error from `query` if the engine turns out to filter otherwise
 */
export class FilteringEngine implements AudienceEngine {
  private readonly notation: AudienceNotation;

  constructor(private readonly engine: SearchEngine) {
    this.notation = notationFor(engine);
  }

  async createIndex(type: string): Promise<AudienceIndex> {
    return {
      stream: await this.engine.getIndexer(type),
      prepare: (document, audience) =>
        Object.assign({}, document, {
          [AUDIENCE_FIELD]: this.notation.write(audience),
        }),
    };
  }

  async query(
    query: SearchQuery,
    audience: readonly Audience[] | undefined,
  ): Promise<IndexableResultSet> {
    if (Object.values(query.filters ?? {}).some(isEmptyList)) {
      // One of none is nothing. PostgreSQL would stumble over it.
      return { results: [], numberOfResults: 0 };
    }
    const found = await this.engine.query(
      audience
        ? {
            ...query,
            filters: {
              ...query.filters,
              [AUDIENCE_FIELD]: this.notation.filter(audience),
            },
          }
        : query,
    );
    if (audience) {
      this.expectOnly(audience, found.results);
    }
    return { ...found, results: found.results.map(withoutAudience) };
  }

  setTranslator(translator: QueryTranslator): void {
    this.engine.setTranslator(translator);
  }

  /** An engine that takes filters for hints would show tenants each other. */
  private expectOnly(
    audience: readonly Audience[],
    results: readonly IndexableResult[],
  ): void {
    for (const { document } of results) {
      const stamp = this.notation.read(Reflect.get(document, AUDIENCE_FIELD));
      if (!stamp.some(value => audience.some(seen => seen === value))) {
        throw new Error(
          `The search engine ${this.engine.constructor.name} does not filter exactly, so that it cannot keep tenants apart`,
        );
      }
    }
  }
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function withoutAudience(result: IndexableResult): IndexableResult {
  const document = { ...result.document };
  Reflect.deleteProperty(document, AUDIENCE_FIELD);
  if (!result.highlight) {
    return { ...result, document };
  }
  const { [AUDIENCE_FIELD]: _, ...fields } = result.highlight.fields;
  return { ...result, document, highlight: { ...result.highlight, fields } };
}
