import {
  ConcreteLunrQuery,
  LunrSearchEngine,
} from '@backstage/plugin-search-backend-node';
import {
  IndexableDocument,
  IndexableResultSet,
  SearchQuery,
} from '@backstage/plugin-search-common';
import { Audience } from '@commonhold/plugin-tenancy-common';
import { AudienceIndex } from './AudienceEngine';

type Documents = Record<string, IndexableDocument>;

/**
 * Lunr that tells tenants apart.
 *
 * A filter of lunr is text search: it stems words and splits them at hyphens, so
 * that `tenant:payments` finds `tenant:payments-eu`. Hence the audience is no
 * field of the documents but kept beside them, and what lunr finds is compared
 * with it before upstream's code sorts, counts, pages and highlights.
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
    if (!audience) {
      return this.query(query);
    }
    const seen = new Set<string>(audience);
    const sees = (document: IndexableDocument | undefined) =>
      document !== undefined &&
      (this.audiences.get(document) ?? []).some(value => seen.has(value));
    const lunrIndices = Object.fromEntries(
      Object.entries(this.lunrIndices).map(([type, index]) => [
        type,
        filtered(
          index,
          // What is shown may be of another type with the same location.
          ({ ref }) =>
            sees(this.documents.get(type)?.[ref]) && sees(this.docStore[ref]),
        ),
      ]),
    );
    const view: LunrSearchEngine = Object.create(this, {
      lunrIndices: { value: lunrIndices },
    });
    return view.query(query);
  }
}

/** The index with only those of its results that are wanted. */
function filtered<TResult, TIndex extends LunrIndex<TResult>>(
  index: TIndex & LunrIndex<TResult>,
  isWanted: (result: TResult) => boolean,
): TIndex {
  return Object.create(index, {
    query: {
      value: (build: ConcreteLunrQuery['lunrQueryBuilder']) =>
        index.query(build).filter(isWanted),
    },
  });
}

type LunrIndex<TResult> = {
  query(build: ConcreteLunrQuery['lunrQueryBuilder']): TResult[];
};
