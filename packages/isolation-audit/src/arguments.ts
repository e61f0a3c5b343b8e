import { DatabaseName, databases } from './portal/databases';
import { Layer, StockPolicy, layers, stockPolicies } from './portal/DemoPortal';

export type Arguments = {
  readonly help: boolean;
  readonly short: boolean;
  readonly verbose: boolean;
  readonly database: DatabaseName;
  readonly stock?: StockPolicy;
  readonly without?: Layer;
  /** Surfaces to audit, all if there are none. */
  readonly only: readonly string[];
  readonly url?: string;
  readonly tokens: readonly string[];
  readonly operatorToken?: string;
};

export const HELP = `isolation-audit: finds out whether the tenants of a portal can see each other

  isolation-audit [options]                    audits the demo portal of this repository
  isolation-audit --url <url> --token <token> --token <token> [options]
                                               audits your portal, as two of its users

  --short                   fewer permutations of the same questions
  --verbose                 lists every finding
  --database sqlite|postgres
                            what the demo portal keeps its data in
  --only <surface>          this surface alone, as the table names it; may be given several times
  --stock allow-all|owner   runs the demo portal without tenancy, to see what is found then
  --without ingestion|policy|gate|search
                            runs it without one layer of tenancy, to see that it is missed
  --operator-token <token>  of somebody who sees everything, to find more that is hidden

Tokens can also be given as ISOLATION_AUDIT_TOKENS (two, separated by a comma) and
ISOLATION_AUDIT_OPERATOR_TOKEN, which keeps them out of the list of processes.
A portal given by --url is only read: nothing is changed in it.
`;

/** @throws Error that says which option is wrong */
export function parseArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Arguments {
  const rest = [...args];
  const tokens: string[] = [];
  const only: string[] = [];
  let parsed: Arguments = {
    help: false,
    short: false,
    verbose: false,
    database: 'sqlite',
    only,
    tokens: env.ISOLATION_AUDIT_TOKENS?.split(',') ?? [],
    operatorToken: env.ISOLATION_AUDIT_OPERATOR_TOKEN,
  };
  const valueOf = (option: string): string => {
    const value = rest.shift();
    if (value === undefined || value.startsWith('--')) {
      throw new Error(`${option} needs a value`);
    }
    return value;
  };
  for (let option = rest.shift(); option !== undefined; option = rest.shift()) {
    switch (option) {
      case '--help':
      case '-h':
        parsed = { ...parsed, help: true };
        break;
      case '--short':
        parsed = { ...parsed, short: true };
        break;
      case '--verbose':
        parsed = { ...parsed, verbose: true };
        break;
      case '--database':
        parsed = {
          ...parsed,
          database: oneOf(option, valueOf(option), databases),
        };
        break;
      case '--stock':
        parsed = {
          ...parsed,
          stock: oneOf(option, valueOf(option), stockPolicies),
        };
        break;
      case '--without':
        parsed = {
          ...parsed,
          without: oneOf(option, valueOf(option), layers),
        };
        break;
      case '--only':
        only.push(valueOf(option));
        break;
      case '--url':
        parsed = { ...parsed, url: valueOf(option) };
        break;
      case '--token':
        tokens.push(valueOf(option));
        parsed = { ...parsed, tokens };
        break;
      case '--operator-token':
        parsed = { ...parsed, operatorToken: valueOf(option) };
        break;
      default:
        throw new Error(`There is no option ${option}; --help lists them`);
    }
  }
  if (parsed.url !== undefined && !parsed.help && parsed.tokens.length !== 2) {
    throw new Error(
      `--url needs the tokens of two users, not ${parsed.tokens.length}: give --token twice`,
    );
  }
  if (parsed.stock && parsed.without) {
    throw new Error('Give --stock or --without, not both');
  }
  return parsed;
}

function oneOf<T extends string>(
  option: string,
  value: string,
  choices: readonly T[],
): T {
  const choice = choices.find(known => known === value);
  if (choice === undefined) {
    throw new Error(`${option} is one of ${choices.join(', ')}, not ${value}`);
  }
  return choice;
}
