import { SearchEngine } from '@backstage/plugin-search-backend-node';
import { PgSearchEngine } from '@backstage/plugin-search-backend-module-pg';
import { JsonValue } from '@backstage/types';
import { Audience } from '@commonhold/plugin-tenancy-common';

/** How an audience is written into documents and filters of an engine. */
export interface AudienceNotation {
  write(audience: readonly string[]): JsonValue;
  read(written: unknown): readonly string[];
  /** The value of a filter that asks for one of the audience. */
  filter(audience: readonly Audience[]): JsonValue;
}

/** `["tenant:payments"]`, which engines filter as they filter all lists. */
const asValues: AudienceNotation = {
  write: audience => [...audience],
  read: written =>
    Array.isArray(written)
      ? written.filter(value => typeof value === 'string')
      : [],
  filter: audience => [...audience],
};

/**
 * `{"tenant:payments": true}`, because PostgreSQL finds documents by every
 * string value in them, but not by keys: nobody should find who else may see a
 * document by searching for "lending". Its filters compare whole JSON values
 * (`document @> filter`), so that they work with keys as well.
 */
const asKeys: AudienceNotation = {
  write: audience =>
    Object.fromEntries(audience.map(value => [value, true] as const)),
  read: written =>
    typeof written === 'object' && written !== null ? Object.keys(written) : [],
  filter: audience => audience.map(value => ({ [value]: true })),
};

export function notationFor(engine: SearchEngine): AudienceNotation {
  return engine instanceof PgSearchEngine ? asKeys : asValues;
}
