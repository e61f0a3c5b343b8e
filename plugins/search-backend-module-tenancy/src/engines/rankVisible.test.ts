import { RankedClause, rankVisible } from './rankVisible';

/** As the lunr engine asks for "settlement": the word, its beginning, and what resembles it. */
const settlement: RankedClause[] = [
  { term: 'settlement', fields: ['title', 'text'], boost: 100 },
  { term: 'settlement*', fields: ['title', 'text'], boost: 10 },
  {
    term: 'settlement',
    fields: ['title', 'text'],
    boost: 1,
    editDistance: 2,
  },
];

const found = (
  ref: string,
  terms: Record<string, number>,
  field: string = 'text',
) => ({
  ref,
  score: 0,
  matchData: {
    metadata: Object.fromEntries(
      Object.entries(terms).map(([term, often]) => [
        term,
        { [field]: { position: Array.from({ length: often }, () => [0, 1]) } },
      ]),
    ),
  },
});

const order = (
  results: ReturnType<typeof found>[],
  clauses = settlement,
  textOf: (ref: string) => unknown = () => 'some text',
) => rankVisible(results, clauses, textOf).map(({ ref }) => ref);

describe('ranking', () => {
  it('puts the word first, then what begins with it, then what resembles it', () => {
    expect(
      order([
        found('alike', { settlment: 1 }),
        found('begins', { settlements2: 1 }),
        found('word', { settlement: 1 }),
        ...Array.from({ length: 50 }, (_, index) =>
          found(`zz-word-${index}`, { settlement: 1 }),
        ),
        found('alike-too', { settlemint: 9 }),
      ]).filter(ref => !ref.startsWith('zz-')),
    ).toEqual(['word', 'begins', 'alike-too', 'alike']);
  });

  it('counts a word by how few of the found documents have it', () => {
    const both: RankedClause[] = ['ledger', 'service'].map(term => ({
      term,
      fields: ['text'],
      boost: 100,
    }));
    expect(
      order(
        [
          ...Array.from({ length: 20 }, (_, index) =>
            found(`common-${index}`, { service: 1 }),
          ),
          found('rare', { ledger: 1 }),
        ],
        both,
      )[0],
    ).toBe('rare');
  });

  it('prefers documents that say it more often, and in fewer words', () => {
    const long = 'word '.repeat(100);
    expect(
      order(
        [
          found('long', { settlement: 1 }),
          found('short', { settlement: 1 }),
          found('often', { settlement: 5 }),
        ],
        settlement,
        ref => (ref === 'long' ? long : 'word word'),
      ),
    ).toEqual(['often', 'short', 'long']);
  });

  it('is the same whatever order lunr found them in', () => {
    const results = ['b', 'a', 'c'].map(ref => found(ref, { settlement: 1 }));
    expect(order(results)).toEqual(['a', 'b', 'c']);
    expect(order([...results].reverse())).toEqual(['a', 'b', 'c']);
    expect(
      order(
        results.map(({ ref }) => found(ref, {})),
        [],
      ),
    ).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['set*', 'settlement', true],
    ['*ment', 'settlement', true],
    ['s*le*t', 'settlement', true],
    ['settlement*', 'settlement', true],
    ['set*', 'reset', false],
    ['a*b*a', 'aba', true],
    ['ab*ba', 'aba', false],
  ])('takes %s for %s: %s', (asked, term, isMatch) => {
    const clause = { term: asked, fields: ['text'], boost: 7 };
    const [{ score }] = rankVisible(
      [found('a', { [term]: 1 })],
      [clause],
      () => 'x',
    );
    expect(score > 0).toBe(isMatch);
  });
});
