import { SearchTerms } from './searchTerms';

/** Pairs among more words than that are too many questions. */
const MOST_IN_PAIRS = 5;

/**
 * What to ask for while somebody types, from narrow to wide: all words; all but
 * one; any two of the longest; each word of a short text. Every step asks for
 * words together, which an index answers without looking at many rows.
 */
export function* widen({
  terms,
}: SearchTerms): Generator<readonly (readonly string[])[]> {
  yield [terms];
  if (terms.length >= 4) {
    yield terms.map((_, left) => terms.filter((__, index) => index !== left));
  }
  if (terms.length >= 3) {
    const longest = [...terms]
      .sort((a, b) => b.length - a.length)
      .slice(0, MOST_IN_PAIRS);
    yield longest.flatMap((a, index) =>
      longest.slice(index + 1).map(b => [a, b]),
    );
  }
  if (terms.length === 2) {
    yield terms.map(term => [term]);
  }
}
