export type Arguments = {
  readonly help: boolean;
  /** Fail if a goal is missed. */
  readonly check: boolean;
  readonly sizes: readonly number[];
  readonly rounds: number;
};

export const HELP = `bench:catalog: what tenancy costs a catalog, against the same portal without it

  npm run bench:catalog                     10,000 and 100,000 entities, 200 rounds each
  npm run bench:catalog -- --short          10,000 entities, 40 rounds: some minutes
  npm run bench:catalog -- --entities 50000 another size, a multiple of 1,000 from 10,000 on
  npm run bench:catalog -- --rounds 100     how often everybody asks everything
  npm run bench:catalog -- --check          fails if a goal is missed
`;

const FULL = { sizes: [10_000, 100_000], rounds: 200 };
const SHORT = { sizes: [10_000], rounds: 40 };

/** @throws Error that says which option is wrong */
export function parseArguments(args: readonly string[]): Arguments {
  const rest = [...args];
  const defaults = rest.includes('--short') ? SHORT : FULL;
  let parsed: Arguments = { help: false, check: false, ...defaults };
  const numberOf = (option: string, least: number): number => {
    const value = Number(rest.shift());
    if (!Number.isSafeInteger(value) || value < least) {
      throw new Error(`${option} needs a number from ${least} on`);
    }
    return value;
  };
  for (let option = rest.shift(); option !== undefined; option = rest.shift()) {
    switch (option) {
      case '--help':
      case '-h':
        parsed = { ...parsed, help: true };
        break;
      case '--check':
        parsed = { ...parsed, check: true };
        break;
      case '--short':
        break;
      case '--entities':
        parsed = { ...parsed, sizes: [numberOf(option, 10_000)] };
        break;
      case '--rounds':
        parsed = { ...parsed, rounds: numberOf(option, 4) };
        break;
      default:
        throw new Error(`There is no option ${option}; --help lists them`);
    }
  }
  return parsed;
}
