import { Asker } from './Asker';
import { QuestionName, Questions, questionNames } from './questions';
import { Samples } from './Samples';

/** Milliseconds from the first byte sent to the last one received. */
export type Measurements = ReadonlyMap<
  Asker,
  Readonly<Record<QuestionName, Samples>>
>;

/**
 * Asks in turns, so that what else the machine does hits all alike: one after
 * the other, everybody everything once a round, beginning with another each time.
 */
export async function measure(
  askers: readonly Asker[],
  questions: Questions,
  rounds: number,
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
  const [first, ...others] = questionNames;
  // The first round warms up what is compiled and cached, for all.
  for (let round = 0; round <= rounds; round++) {
    for (const [asker, samples] of turned([...measurements], round)) {
      for (const name of [first, ...turned(others, round)]) {
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
