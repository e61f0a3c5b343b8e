import { Asker } from './Asker';
import { QuestionName, Questions, questionNames } from './questions';
import { Samples } from './Samples';

/** Milliseconds from the first byte sent to the last one received. */
export type Measurements = ReadonlyMap<
  Asker,
  Readonly<Record<QuestionName, Samples>>
>;

const SELDOM = 4;

/**
 * Asks in turns, so that what else the machine does hits all alike: one after
 * the other, everybody everything once a round, beginning with another each time.
 *
 * @param seldom - asked in every fourth round: their searches take a second each,
 *   and nothing is promised about them
 */
export async function measure(
  askers: readonly Asker[],
  questions: Questions,
  rounds: number,
  seldom: readonly Asker[],
): Promise<Measurements> {
  const measurements = new Map(
    askers.map(asker => [
      asker,
      {
        first: new Samples(),
        list: new Samples(),
        'list with total': new Samples(),
        'by-refs': new Samples(),
        facets: new Samples(),
        search: new Samples(),
      },
    ]),
  );
  // The list at once after the first one, while it is known who asks.
  const [first, list, ...others] = questionNames;
  // The first round warms up what is compiled and cached, for all.
  for (let round = 0; round <= rounds; round++) {
    const asked = [...measurements].filter(
      ([asker]) => round % SELDOM === 0 || !seldom.includes(asker),
    );
    for (const [asker, samples] of turned(asked, round)) {
      for (const name of [first, list, ...turned(others, round)]) {
        const { ms } = await asker.ask(questions[name]);
        if (round > 0) {
          samples[name].add(ms);
        }
      }
    }
  }
  return measurements;
}

function turned<T>(items: readonly T[], by: number): T[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
