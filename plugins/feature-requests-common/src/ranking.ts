/**
 * How much a request is wanted, and how much of that is recent. Pure arithmetic,
 * the same in browser, server and (written again in SQL) database.
 */

const DAY_MS = 24 * 60 * 60 * 1000;

/** A vote is worth half as much for trending after one iteration. */
export const TRENDING_HALF_LIFE_MS = 21 * DAY_MS;

/** Decay per millisecond. */
export const TRENDING_DECAY = Math.LN2 / TRENDING_HALF_LIFE_MS;

/** Where the exponents of trending begin: near now, to keep their digits. */
export const TRENDING_EPOCH_MS = Date.UTC(2026, 0, 1);

/** Trending of what nobody votes for: below every real value, and a number. */
export const NO_TREND = -1_000_000;

/**
 * The weight of a tenant with `people` votes for a request:
 * `w(0) = 0`, `w(n) = round(500 · (1 + √n))`. One tenant more counts for more
 * than many people more of one tenant, and every person counts.
 */
export function tenantWeight(people: number): number {
  if (!Number.isSafeInteger(people) || people < 0) {
    throw new RangeError(`${people} is no number of people`);
  }
  return people === 0 ? 0 : Math.round(500 * (1 + Math.sqrt(people)));
}

/** @param peopleByTenant - votes of each tenant */
export function demandScore(peopleByTenant: Iterable<number>): number {
  let score = 0;
  for (const people of peopleByTenant) {
    score += tenantWeight(people);
  }
  return score;
}

/**
 * The logarithm of what a vote adds to trending, `ln Δw + λ(t − t₀)`.
 *
 * @param gain - by how much the vote raised the demand; at least 1
 * @param castAt - milliseconds since 1970
 */
export function trendingMass(gain: number, castAt: number): number {
  return Math.log(gain) + TRENDING_DECAY * (castAt - TRENDING_EPOCH_MS);
}

/**
 * Adds a mass to trending, both as logarithms:
 * `L' = max(L, x) + ln(1 + e^−|L−x|)`. Values never need recomputing as time
 * passes, since all of them would fall by the same.
 */
export function addTrend(trend: number, mass: number): number {
  const high = Math.max(trend, mass);
  const low = Math.min(trend, mass);
  return high + Math.log1p(Math.exp(low - high));
}

/** Trending of all votes of a request, in any order. */
export function trendOf(
  votes: Iterable<{ readonly gain: number; readonly castAt: number }>,
): number {
  const masses = [...votes].map(({ gain, castAt }) =>
    trendingMass(gain, castAt),
  );
  if (masses.length === 0) {
    return NO_TREND;
  }
  const high = masses.reduce((a, b) => Math.max(a, b));
  return (
    high +
    Math.log(masses.reduce((sum, mass) => sum + Math.exp(mass - high), 0))
  );
}

/** Weighted shortest job first: cost of delay by size of the job. */
export function wsjf(priority: {
  readonly businessValue: number;
  readonly timeCriticality: number;
  readonly riskReduction: number;
  readonly jobSize: number;
}): number {
  const { businessValue, timeCriticality, riskReduction, jobSize } = priority;
  if (!(jobSize > 0)) {
    throw new RangeError('The size of a job is more than 0');
  }
  return (businessValue + timeCriticality + riskReduction) / jobSize;
}

/**
 * A business value, 1 to 20, that the demand suggests.
 *
 * @param percentile - 0 to 100: how many requests are wanted less
 */
export function suggestedBusinessValue(percentile: number): number {
  const clamped = Math.min(100, Math.max(0, percentile));
  return Math.max(1, Math.round(clamped / 5));
}

/** What `votes` on one request cost in a voting round: their square. */
export function quadraticCost(votes: number): number {
  if (!Number.isSafeInteger(votes) || votes < 0) {
    throw new RangeError(`${votes} is no number of votes`);
  }
  return votes * votes;
}
