/** How much is done, and how much harm. */
export type ChaosOptions = {
  readonly tenants: number;
  /** Resources of an ordinary tenant; the first tenant has `bulk` of them. */
  readonly resources: number;
  readonly bulk: number;
  /** How many tenants have one database of their own besides schemas. */
  readonly databases: number;
  /** How many tenants use the slow provider besides. */
  readonly slow: number;
  /** How often everything is declared anew; the last time, some of it goes. */
  readonly rounds: number;
  readonly kills: number;
  readonly cuts: number;
  /** Operations of the comparison of one process with three. */
  readonly scale: number;
};

const FULL: ChaosOptions = {
  tenants: 200,
  resources: 10,
  bulk: 100,
  databases: 20,
  slow: 10,
  rounds: 5,
  kills: 12,
  cuts: 24,
  scale: 600,
};

/** For every change of the code: the same, in a few minutes on a small machine. */
const SHORT: ChaosOptions = {
  tenants: 20,
  resources: 5,
  bulk: 60,
  databases: 4,
  slow: 3,
  rounds: 4,
  kills: 4,
  cuts: 6,
  scale: 120,
};

/** @throws Error for what is not known */
export function readOptions(args: readonly string[]): ChaosOptions {
  const unknown = args.filter(arg => arg !== '--short');
  if (unknown.length > 0) {
    throw new Error(
      `${unknown.join(
        ' ',
      )} is not known: use --short for a smaller run, or nothing`,
    );
  }
  return args.includes('--short') ? SHORT : FULL;
}
