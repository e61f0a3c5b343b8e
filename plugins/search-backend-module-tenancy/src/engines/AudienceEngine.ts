import { Writable } from 'node:stream';
import { QueryTranslator } from '@backstage/plugin-search-backend-node';
import {
  IndexableDocument,
  IndexableResultSet,
  SearchQuery,
} from '@backstage/plugin-search-common';
import { Audience } from '@commonhold/plugin-tenancy-common';

/**
 * Field of a document that says who may find it. Collators whose documents are
 * no catalog entities may write it; queries never may.
 */
export const AUDIENCE_FIELD = 'tenancyAudience';

/** A new index of one type of documents, while it is written. */
export interface AudienceIndex {
  readonly stream: Writable;

  /**
   * The document as the stream wants it. Without {@link AUDIENCE_FIELD}, it is
   * given here aside. Values that mean nothing match nobody.
   */
  prepare(
    document: IndexableDocument,
    audience: readonly string[],
  ): IndexableDocument;
}

/**
 * A search engine that looks only at what an audience may see, so that its
 * pages are full and its counts true.
 */
export interface AudienceEngine {
  createIndex(type: string): Promise<AudienceIndex>;

  /**
   * @param audience - documents with one of these values are searched, at
   *   least one; all documents if `undefined`
   * @returns documents without their audience
   */
  query(
    query: SearchQuery,
    audience: readonly Audience[] | undefined,
  ): Promise<IndexableResultSet>;

  setTranslator(translator: QueryTranslator): void;
}
