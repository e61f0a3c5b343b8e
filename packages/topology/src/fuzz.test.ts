import { diff, resolve } from '.';
import { fuzzInput } from './fuzzInputs';

/** Long enough to meet most kinds of input, short enough for every test run. */
const TIME_FOR_FUZZING = 10_000;

it(
  'takes whatever it is given, in reasonable time',
  () => {
    const end = Date.now() + TIME_FOR_FUZZING;
    let resolved = 0;
    for (let seed = 1; seed <= 1_000 && Date.now() < end; seed++) {
      const { tree, components } = fuzzInput(seed);
      const started = performance.now();
      const resolution = resolve(tree, { components });
      const again = resolution.update(
        new Map([['topology/kafka.yaml', 'a: 1']]),
      );
      diff(resolution, again);
      // Generous, since other tests run at the same time; `fuzz:topology` is strict.
      expect({ seed, slow: performance.now() - started > 5_000 }).toEqual({
        seed,
        slow: false,
      });
      resolved += 1;
    }
    expect(resolved).toBeGreaterThan(50);
  },
  TIME_FOR_FUZZING + 15_000,
);
