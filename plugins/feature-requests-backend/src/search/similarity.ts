import { fold } from './searchTerms';

/**
 * How alike two short texts are, 0 to 1: the share of their trigrams that they
 * have in common, as `pg_trgm` counts it.
 */
export function similarity(
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
): number {
  if (a.size === 0 || b.size === 0) {
    return 0;
  }
  let common = 0;
  for (const trigram of a) {
    if (b.has(trigram)) {
      common++;
    }
  }
  return common / (a.size + b.size - common);
}

/** All trigrams of the words of a text, each word padded as `pg_trgm` does. */
export function trigramsOf(text: string): ReadonlySet<string> {
  const trigrams = new Set<string>();
  for (const word of fold(text).match(/[\p{L}\p{N}]+/gu) ?? []) {
    const padded = `  ${word} `;
    for (let i = 0; i + 3 <= padded.length; i++) {
      trigrams.add(padded.slice(i, i + 3));
    }
  }
  return trigrams;
}
