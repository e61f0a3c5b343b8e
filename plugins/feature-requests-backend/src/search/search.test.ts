import fc from 'fast-check';
import { rank } from './rank';
import { searchTerms } from './searchTerms';
import { similarity, trigramsOf } from './similarity';
import { widen } from './widen';

describe('terms of a search', () => {
  it.each([
    ['Kafka topic', ['kafka', 'topic'], true],
    ['Kafka topic ', ['kafka', 'topic'], false],
    ['the retention of a topic', ['retention', 'topic'], true],
    ['retention of', ['retention'], false],
    ['Crème Brûlée', ['creme', 'brulee'], true],
    ['kafka KAFKA', ['kafka'], true],
  ])('of "%s"', (text, terms, lastIsPrefix) => {
    expect(searchTerms(text)).toEqual({ terms, lastIsPrefix });
  });

  it.each(['', ' ', 'the', '"!?', '*'])('are none of "%s"', text => {
    expect(searchTerms(text)).toBeUndefined();
  });

  it('never hold what a search would take for an operator', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        for (const term of searchTerms(text)?.terms ?? []) {
          expect(term).toMatch(/^[\p{L}\p{N}]+$/u);
        }
      }),
    );
  });
});

describe('widening', () => {
  it('goes from all words to fewer', () => {
    const search = {
      terms: ['kafka', 'topic', 'retention'],
      lastIsPrefix: false,
    };
    expect([...widen(search)]).toEqual([
      [['kafka', 'topic', 'retention']],
      [
        ['retention', 'kafka'],
        ['retention', 'topic'],
        ['kafka', 'topic'],
      ],
    ]);
  });
});

describe('similarity', () => {
  it('is 1 for the same words and 0 for none in common, either way round', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const [left, right] = [trigramsOf(a), trigramsOf(b)];
        expect(similarity(left, right)).toBe(similarity(right, left));
        expect(similarity(left, left)).toBe(left.size === 0 ? 0 : 1);
      }),
    );
    expect(
      similarity(trigramsOf('retention per topic'), trigramsOf('dark mode')),
    ).toBe(0);
  });

  it('outweighs demand in the ranking', () => {
    const search = { terms: ['topic', 'retention'], lastIsPrefix: false };
    const ranked = rank(
      [
        { id: 1, title: 'Topics', score: 900_000 },
        { id: 2, title: 'Topic retention', score: 0 },
      ],
      'topic retention',
      search,
    );
    expect(ranked.map(({ id }) => id)).toEqual([2, 1]);
  });
});
