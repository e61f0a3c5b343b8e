import { SearchTerms, fold } from './searchTerms';
import { similarity, trigramsOf } from './similarity';

/** What ranking needs to know of a request that has the words. */
export type Candidate = {
  readonly id: number;
  readonly title: string;
  /** Its demand. */
  readonly score: number;
};

/** Demand only decides between what is equally alike. */
const DEMAND_SHARE = 0.05;
const HIGH_DEMAND = 500_000;

/**
 * The best first: titles that are like the text, then those with most of the
 * words in the title, then what is wanted most. The same on every database.
 */
export function rank<T extends Candidate>(
  candidates: readonly T[],
  text: string,
  search: SearchTerms,
): (T & { readonly similarity: number; readonly relevance: number })[] {
  const wanted = trigramsOf(text);
  return candidates
    .map(candidate => {
      const alike = similarity(wanted, trigramsOf(candidate.title));
      return {
        ...candidate,
        similarity: alike,
        relevance:
          alike +
          shareInTitle(candidate.title, search) +
          DEMAND_SHARE *
            (Math.log1p(Math.max(0, candidate.score)) /
              Math.log1p(HIGH_DEMAND)),
      };
    })
    .sort((a, b) => b.relevance - a.relevance || b.id - a.id);
}

function shareInTitle(title: string, { terms }: SearchTerms): number {
  const words = fold(title).match(/[\p{L}\p{N}]+/gu) ?? [];
  const found = terms.filter(term =>
    words.some(word => word.startsWith(term) || term.startsWith(word)),
  );
  return found.length / terms.length;
}
