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
import { OccurringGroups } from './OccurringGroups';

/**
 * An engine whose own filters are exact: it compares whole values, takes a list
 * for "one of these", and leaves out documents without the field.
 *
 * @throws Error from `query` if the engine turns out to filter otherwise
 */
export class FilteringEngine implements AudienceEngine {
  private readonly notation: AudienceNotation;
  private readonly groups = new OccurringGroups(async group => {
    const { results } = await this.engine.query(
      this.narrowed({ term: '', pageLimit: 1 }, [group]),
    );
    return results.length > 0;
  });

  constructor(private readonly engine: SearchEngine) {
    this.notation = notationFor(engine);
  }

  async createIndex(type: string): Promise<AudienceIndex> {
    const stream = await this.engine.getIndexer(type);
    stream.on('close', () => this.groups.forget());
    return {
      stream,
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
    if (!audience) {
      return withoutAudience(await this.engine.query(query));
    }
    const seen = await this.groups.narrow(audience);
    const found = await this.engine.query(this.narrowed(query, seen));
    this.expectOnly(seen, found.results);
    return withoutAudience(found);
  }

  setTranslator(translator: QueryTranslator): void {
    this.engine.setTranslator(translator);
  }

  /** Whatever the filters were, the audience is one more that has to match. */
  private narrowed(
    query: SearchQuery,
    audience: readonly Audience[],
  ): SearchQuery {
    return {
      ...query,
      filters: {
        ...query.filters,
        [AUDIENCE_FIELD]: this.notation.filter(audience),
      },
    };
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

function withoutAudience(found: IndexableResultSet): IndexableResultSet {
  return { ...found, results: found.results.map(resultWithoutAudience) };
}

function resultWithoutAudience(result: IndexableResult): IndexableResult {
  const document = { ...result.document };
  Reflect.deleteProperty(document, AUDIENCE_FIELD);
  if (!result.highlight) {
    return { ...result, document };
  }
  const { [AUDIENCE_FIELD]: _, ...fields } = result.highlight.fields;
  return { ...result, document, highlight: { ...result.highlight, fields } };
}
