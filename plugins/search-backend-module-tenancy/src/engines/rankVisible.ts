/** A clause of a lunr query, after lunr has brought its words to their stems. */
export type RankedClause = {
  readonly term: string;
  readonly fields: readonly string[];
  readonly boost: number;
  readonly editDistance?: number;
};

/** What lunr tells of a match: by term and field, where it stands. */
type Matches = Readonly<
  Record<string, Readonly<Record<string, { readonly position?: unknown }>>>
>;

export type RankedResult = {
  readonly ref: string;
  readonly score: number;
  readonly matchData: { readonly metadata: object };
};

/** How soon more of the same word counts for less, as lunr has it. */
const K1 = 1.2;
/** How much longer fields count for less, as lunr has it. */
const B = 0.75;

/**
 * Scores what somebody may see, from nothing but what they may see, and sorts
 * it. Lunr's own scores tell of the whole index: they weigh a word by how many
 * documents have it, and a field by how long it is elsewhere, hidden ones too.
 *
 * This is BM25, as in lunr, with the found documents as the corpus. A match's
 * weight begins at one, so that a rare word that merely resembles what was asked
 * for never comes before the word itself.
 *
 * @param textOf - a field of a found document, as it was indexed
 */
export function rankVisible<TResult extends RankedResult>(
  results: readonly TResult[],
  clauses: readonly RankedClause[],
  textOf: (ref: string, field: string) => unknown,
): TResult[] {
  const matches = new Map(
    results.map(result => [result, matchesOf(result)] as const),
  );
  const documentsWith = new Map<string, number>();
  const lengths = new Map<string, { total: number; documents: number }>();
  const lengthOf = ({ ref }: TResult, field: string) =>
    String(textOf(ref, field) ?? '').length;
  for (const [result, terms] of matches) {
    const fields = new Set<string>();
    for (const [term, byField] of terms) {
      documentsWith.set(term, (documentsWith.get(term) ?? 0) + 1);
      Object.keys(byField).forEach(field => fields.add(field));
    }
    for (const field of fields) {
      const { total, documents } = lengths.get(field) ?? {
        total: 0,
        documents: 0,
      };
      lengths.set(field, {
        total: total + lengthOf(result, field),
        documents: documents + 1,
      });
    }
  }

  const rarityOf = (term: string) => {
    const having = documentsWith.get(term) ?? 0;
    return 1 + Math.log(1 + (results.length - having + 0.5) / (having + 0.5));
  };
  const closenessOf = remembered((term: string, field: string) =>
    closeness(clauses, term, field),
  );
  const scoreOf = (result: TResult) => {
    let score = 0;
    for (const [term, byField] of matches.get(result) ?? []) {
      const rarity = rarityOf(term);
      for (const [field, { position }] of Object.entries(byField)) {
        const often = Array.isArray(position) ? position.length : 1;
        const { total, documents } = lengths.get(field) ?? {
          total: 1,
          documents: 1,
        };
        const long = (lengthOf(result, field) * documents) / (total || 1);
        score +=
          (closenessOf(term, field) * rarity * often * (K1 + 1)) /
          (often + K1 * (1 - B + B * long));
      }
    }
    return score;
  };
  return (
    results
      .map(result => ({ ...result, score: scoreOf(result) }))
      // Lunr's order among equals follows from how its index is laid out.
      .sort((a, b) => b.score - a.score || (a.ref < b.ref ? -1 : 1))
  );
}

/** By term; lunr's types do not tell what the metadata is. */
function matchesOf({ matchData }: RankedResult): [string, Matches[string]][] {
  return Object.entries(matchData.metadata);
}

/**
 * How near a term of the index comes to what was asked for: the boosts of the
 * clauses that it is, or begins, as asked; of those that allow mistakes, if it is
 * near to none else.
 */
function closeness(
  clauses: readonly RankedClause[],
  term: string,
  field: string,
): number {
  let near = 0;
  let alike = 0;
  for (const { term: asked, fields, boost, editDistance } of clauses) {
    if (fields.includes(field)) {
      if (editDistance) {
        alike = Math.max(alike, boost);
      } else if (matchesWord(asked, term)) {
        near += boost;
      }
    }
  }
  return near || alike;
}

/** @param asked - with `*` for any letters, as lunr has it */
function matchesWord(asked: string, term: string): boolean {
  const parts = asked.split('*');
  const [first] = parts;
  const last = parts[parts.length - 1];
  if (parts.length === 1) {
    return term === asked;
  }
  if (!term.startsWith(first) || !term.endsWith(last)) {
    return false;
  }
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = term.indexOf(part, from);
    if (found < 0) {
      return false;
    }
    from = found + part.length;
  }
  return from <= term.length - last.length;
}

/** Documents share most of their words. */
function remembered(
  compute: (term: string, field: string) => number,
): (term: string, field: string) => number {
  const known = new Map<string, number>();
  return (term, field) => {
    const key = `${field}/${term}`;
    const found = known.get(key) ?? compute(term, field);
    known.set(key, found);
    return found;
  };
}
