import {
  ConcreteLunrQuery,
  LunrSearchEngine,
  MissingIndexError,
} from '@backstage/plugin-search-backend-node';
import {
  IndexableDocument,
  IndexableResultSet,
  SearchQuery,
} from '@backstage/plugin-search-common';
import { Audience } from '@commonhold/plugin-tenancy-common';
import { AudienceIndex } from './AudienceEngine';
import { RankedResult, rankVisible } from './rankVisible';

type Documents = Record<string, IndexableDocument>;

/**
 * Lunr that tells tenants apart.
 *
 * A filter of lunr is text search: it stems words and splits them at hyphens, so
 * that `tenant:payments` finds `tenant:payments-eu`. Hence the audience is no
 * field of the documents but kept beside them, and what lunr finds is compared
 * with it, and ranked by itself, before upstream's code counts, pages and
 * highlights.
 */
export class LunrByAudience extends LunrSearchEngine {
  private readonly audiences = new WeakMap<
    IndexableDocument,
    readonly string[]
  >();

  /** By type, as they were when the index in use was built. */
  private readonly documents = new Map<string, Documents>();

  async createIndex(type: string): Promise<AudienceIndex> {
    const before = this.lunrIndices[type];
    const stream = await this.getIndexer(type);
    // After upstream's own listener, which replaces the index or leaves it.
    stream.on('close', () => {
      if (this.lunrIndices[type] !== before) {
        this.documents.set(type, stream.getDocumentStore());
      }
    });
    const locations = new Map<string, readonly string[]>();
    return {
      stream,
      prepare: (document, audience) => {
        // Lunr mixes the texts of documents with the same location.
        const other = locations.get(document.location);
        const common = other
          ? audience.filter(value => other.includes(value))
          : audience;
        locations.set(document.location, common);
        const prepared = { ...document };
        this.audiences.set(prepared, common);
        return prepared;
      },
    };
  }

  async queryFor(
    query: SearchQuery,
    audience: readonly Audience[] | undefined,
  ): Promise<IndexableResultSet> {
    const seen = audience && new Set<string>(audience);
    const sees = (document: IndexableDocument | undefined) =>
      document !== undefined &&
      (!seen ||
        (this.audiences.get(document) ?? []).some(value => seen.has(value)));
    const lunrIndices = Object.fromEntries(
      Object.entries(this.lunrIndices).map(([type, index]) => {
        const documents = this.documents.get(type) ?? {};
        return [
          type,
          visiblePart(
            index,
            // What is shown may be of another type with the same location.
            ({ ref }) => sees(documents[ref]) && sees(this.docStore[ref]),
            (ref, field) => Reflect.get(documents[ref], field),
          ),
        ];
      }),
    );
    const view: LunrSearchEngine = Object.create(this, {
      lunrIndices: { value: lunrIndices },
    });
    try {
      return await view.query(query);
    } catch (error) {
      // Nothing is indexed yet, or there is nothing to be indexed.
      if (error instanceof MissingIndexError) {
        return { results: [], numberOfResults: 0 };
      }
      throw error;
    }
  }
}

/** The index with only those of its results that are wanted, ranked among themselves. */
function visiblePart<
  TResult extends RankedResult,
  TIndex extends LunrIndex<TResult>,
>(
  index: TIndex & LunrIndex<TResult>,
  isWanted: (result: TResult) => boolean,
  textOf: (ref: string, field: string) => unknown,
): TIndex {
  return Object.create(index, {
    query: {
      value: (build: QueryBuilder) => {
        let clauses: LunrQuery['clauses'] = [];
        const found = index.query(query => {
          build.call(query, query);
          // Lunr goes on to write the stems of words into them.
          clauses = query.clauses;
        });
        return rankVisible(found.filter(isWanted), clauses, textOf);
      },
    },
  });
}

type QueryBuilder = ConcreteLunrQuery['lunrQueryBuilder'];
type LunrQuery = Parameters<QueryBuilder>[0];

type LunrIndex<TResult> = {
  query(build: QueryBuilder): TResult[];
};
