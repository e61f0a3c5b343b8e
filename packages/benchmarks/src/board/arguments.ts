export type Arguments = {
  readonly help: boolean;
  /** Fail if a goal is missed. */
  readonly check: boolean;
  readonly requests: number;
  readonly votes: number;
  /** How often everything is asked. */
  readonly rounds: number;
};

export const HELP = `bench:board: lists, search and votes of feature requests, over HTTP in the demo portal

  npm run bench:board             100,000 requests and 10 million votes on PostgreSQL
  npm run bench:board -- --short  10,000 requests and 500,000 votes
  npm run bench:board -- --check  fails if a goal is missed
`;

const FULL = { requests: 100_000, votes: 10_000_000, rounds: 100 };
const SHORT = { requests: 10_000, votes: 500_000, rounds: 30 };

/** @throws Error that says which option is wrong */
export function parseArguments(args: readonly string[]): Arguments {
  const unknown = args.find(
    arg => !['--help', '-h', '--short', '--check'].includes(arg),
  );
  if (unknown !== undefined) {
    throw new Error(`There is no option ${unknown}; --help lists them`);
  }
  return {
    help: args.includes('--help') || args.includes('-h'),
    check: args.includes('--check'),
    ...(args.includes('--short') ? SHORT : FULL),
  };
}
