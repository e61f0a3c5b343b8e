import {
  IndexableResult,
  IndexableResultSet,
  SearchQuery,
} from '@backstage/plugin-search-common';
import { formatPageCursor } from './pageCursor';

/** As upstream's engines have it. */
const DEFAULT_PAGE_SIZE = 25;

/** Larger steps mean fewer questions to the engine and to the policy. */
const STEP = 100;

/**
 * Finds a page where the policy asks for more than an engine can filter by, such
 * as "only what I own": goes through the results from the first, as upstream's
 * authorized engine does. How many there are in all, nobody knows.
 */
export async function scanForPage(options: {
  readonly query: SearchQuery;
  /** Counted from 0. */
  readonly page: number;
  readonly find: (query: SearchQuery) => Promise<IndexableResultSet>;
  readonly allowed: (
    results: readonly IndexableResult[],
  ) => Promise<IndexableResult[]>;
  /** Afterwards the page stays as it is then. */
  readonly budgetMs: number;
}): Promise<IndexableResultSet> {
  const { query, page, find, allowed, budgetMs } = options;
  const deadline = Date.now() + budgetMs;
  const size = query.pageLimit || DEFAULT_PAGE_SIZE;
  const start = page * size;
  const end = start + size;
  const results: IndexableResult[] = [];
  let pageCursor: string | undefined;
  do {
    const step = await find({ ...query, pageLimit: STEP, pageCursor });
    results.push(...(await allowed(step.results)));
    pageCursor = step.nextPageCursor;
    // One more than the page, to know whether there is a next one.
  } while (pageCursor && results.length <= end && Date.now() < deadline);
  return {
    results: results
      .slice(start, end)
      .map((result, index) => ({ ...result, rank: start + index + 1 })),
    nextPageCursor:
      results.length > end ? formatPageCursor(page + 1) : undefined,
    previousPageCursor: page > 0 ? formatPageCursor(page - 1) : undefined,
    numberOfResults: undefined,
  };
}
