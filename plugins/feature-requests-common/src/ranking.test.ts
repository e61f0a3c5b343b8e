import fc from 'fast-check';
import {
  NO_TREND,
  TRENDING_EPOCH_MS,
  TRENDING_HALF_LIFE_MS,
  addTrend,
  demandScore,
  quadraticCost,
  suggestedBusinessValue,
  tenantWeight,
  trendOf,
  trendingMass,
  wsjf,
} from './ranking';

const DAY_MS = 24 * 60 * 60 * 1000;

const people = fc.integer({ min: 0, max: 100_000 });
const vote = fc.record({
  gain: fc.integer({ min: 1, max: 1000 }),
  castAt: fc.integer({
    min: Date.UTC(2020, 0, 1),
    max: Date.UTC(2040, 0, 1),
  }),
});

describe('demand', () => {
  it('counts twenty tenants for more than a hundred people of one', () => {
    const oneTenant = demandScore([100]);
    const twentyTenants = demandScore(Array.from({ length: 20 }, () => 4));
    expect(oneTenant).toBe(5500);
    expect(twentyTenants).toBe(30_000);
  });

  it('rises with every person by at least 1, but less and less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30_000 }), n => {
        const gain = tenantWeight(n + 1) - tenantWeight(n);
        expect(gain).toBeGreaterThanOrEqual(1);
        expect(gain).toBeLessThanOrEqual(
          tenantWeight(n) - tenantWeight(n - 1) + 1,
        );
      }),
    );
  });

  it('is the same however people are counted one after another', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 })), counts => {
        let score = 0;
        for (const count of counts) {
          for (let n = 1; n <= count; n++) {
            score += tenantWeight(n) - tenantWeight(n - 1);
          }
        }
        expect(score).toBe(demandScore(counts));
      }),
    );
  });

  it('knows no half people', () => {
    expect(() => tenantWeight(0.5)).toThrow(RangeError);
    expect(() => tenantWeight(-1)).toThrow(RangeError);
  });

  it('stays a safe integer', () => {
    fc.assert(
      fc.property(fc.array(people, { maxLength: 600 }), counts => {
        expect(Number.isSafeInteger(demandScore(counts))).toBe(true);
      }),
    );
  });
});

describe('trending', () => {
  it('does not depend on the order of votes', () => {
    fc.assert(
      fc.property(fc.array(vote, { minLength: 1, maxLength: 50 }), votes => {
        const oneByOne = votes.reduce(
          (trend, { gain, castAt }) =>
            addTrend(trend, trendingMass(gain, castAt)),
          NO_TREND,
        );
        expect(oneByOne).toBeCloseTo(trendOf(votes), 9);
        expect(trendOf([...votes].reverse())).toBeCloseTo(trendOf(votes), 9);
      }),
    );
  });

  it('halves in 21 days: two votes then are worth one now', () => {
    const now = TRENDING_EPOCH_MS + 100 * DAY_MS;
    const then = now - TRENDING_HALF_LIFE_MS;
    expect(trendOf([{ gain: 1000, castAt: now }])).toBeCloseTo(
      trendOf([
        { gain: 1000, castAt: then },
        { gain: 1000, castAt: then },
      ]),
      9,
    );
  });

  it('never falls by a vote, and has no cliff', () => {
    fc.assert(
      fc.property(
        fc.array(vote, { minLength: 1, maxLength: 20 }),
        vote,
        (votes, next) => {
          expect(trendOf([...votes, next])).toBeGreaterThanOrEqual(
            trendOf(votes),
          );
        },
      ),
    );
  });

  it('keeps the order of two requests as time passes, and of their old votes', () => {
    const at = TRENDING_EPOCH_MS + 10 * DAY_MS;
    const much = trendOf([{ gain: 1000, castAt: at }]);
    const little = trendOf([{ gain: 200, castAt: at }]);
    expect(much).toBeGreaterThan(little);
    // A merge brings votes with their dates: of ten years ago, next to nothing.
    const merged = addTrend(little, trendingMass(1000, at - 3650 * DAY_MS));
    expect(merged - little).toBeLessThan(1e-9);
  });

  it('of nobody is below everything', () => {
    fc.assert(
      fc.property(vote, one => {
        expect(trendOf([one])).toBeGreaterThan(trendOf([]));
      }),
    );
  });
});

describe('priority', () => {
  it('is the cost of delay by the size of the job', () => {
    expect(
      wsjf({
        businessValue: 8,
        timeCriticality: 5,
        riskReduction: 3,
        jobSize: 4,
      }),
    ).toBe(4);
    expect(() =>
      wsjf({
        businessValue: 1,
        timeCriticality: 1,
        riskReduction: 1,
        jobSize: 0,
      }),
    ).toThrow(RangeError);
  });

  it.each([
    [0, 1],
    [2, 1],
    [50, 10],
    [100, 20],
    [170, 20],
  ])('of the percentile %d suggests a business value of %d', (at, value) => {
    expect(suggestedBusinessValue(at)).toBe(value);
  });
});

describe('a voting round', () => {
  it('lets ten votes on one request cost all of a hundred credits', () => {
    expect(quadraticCost(10)).toBe(100);
    expect(() => quadraticCost(-1)).toThrow(RangeError);
  });
});
