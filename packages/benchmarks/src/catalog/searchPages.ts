import { Asker } from './Asker';
import { COMMON_WORD } from './BenchEstate';

/** The most that a search gives at once. */
const LIMIT = 100;

/** What somebody finds who turns every page. */
export type SearchPages = {
  readonly found: number;
  readonly pages: number;
  /** Pages with less than fits on one, the last excepted. */
  readonly shortPages: number;
  /** What the first page says how many there are, if it does. */
  readonly count: number | undefined;
  readonly ms: number;
};

/** Searches for what every entity of the estate has. */
export async function searchPages(asker: Asker): Promise<SearchPages> {
  const path = `/api/search/query?term=${COMMON_WORD}&types[0]=software-catalog&pageLimit=${LIMIT}`;
  const sizes: number[] = [];
  let count: number | undefined;
  let spent = 0;
  let cursor: string | undefined;
  do {
    const page: string =
      cursor === undefined
        ? path
        : `${path}&pageCursor=${encodeURIComponent(cursor)}`;
    const { ms, text } = await asker.ask({ method: 'GET', path: page });
    const answer: {
      results: unknown[];
      numberOfResults?: number;
      nextPageCursor?: string;
    } = JSON.parse(text);
    if (cursor === undefined) {
      count = answer.numberOfResults;
    }
    sizes.push(answer.results.length);
    spent += ms;
    cursor = answer.nextPageCursor;
  } while (cursor !== undefined);
  return {
    found: sizes.reduce((a, b) => a + b, 0),
    pages: sizes.length,
    shortPages: sizes.slice(0, -1).filter(size => size < LIMIT).length,
    count,
    ms: spent,
  };
}
