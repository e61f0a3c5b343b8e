/** Words that PostgreSQL's English dictionary leaves out, and SQLite does not. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  'i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself they them their theirs themselves what which who whom this that these those am is are was were be been being have has had having do does did doing a an the and but if or because as until while of at by for with about against between into through during before after above below to from up down in out on off over under again further then once here there when where why how all any both each few more most other some such no nor not only own same so than too very s t can will just don should now'.split(
    ' ',
  ),
);

/** More words than that make no search better. */
const MAX_TERMS = 10;

/** Lower case, without accents. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ø/gi, 'o')
    .replace(/ł/gi, 'l')
    .toLocaleLowerCase('en');
}

/** What to look for, in the order of the text and each once. */
export type SearchTerms = {
  readonly terms: readonly string[];
  /** Whether the last may be the beginning of a word: it is being typed. */
  readonly lastIsPrefix: boolean;
};

/** @returns `undefined` if there is nothing to look for */
export function searchTerms(text: string): SearchTerms | undefined {
  const folded = fold(text);
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  const terms = [...new Set(words.filter(word => !STOP_WORDS.has(word)))].slice(
    0,
    MAX_TERMS,
  );
  if (terms.length === 0) {
    return undefined;
  }
  const isTyping = /[\p{L}\p{N}]$/u.test(folded);
  return { terms, lastIsPrefix: isTyping && words.at(-1) === terms.at(-1) };
}
