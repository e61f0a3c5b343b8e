import { parseArgs } from 'util';

/** A wrong way to call the command: told on stderr, exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

export const COMMANDS = [
  'validate',
  'resolve',
  'explain',
  'diff',
  'tree',
] as const;

export type CommandName = (typeof COMMANDS)[number];

export const OUTPUTS = ['text', 'json', 'yaml', 'sarif'] as const;

export type Output = (typeof OUTPUTS)[number];

/** What was asked for on the command line. */
export interface Invocation {
  readonly command: CommandName | undefined;
  readonly help: boolean;
  readonly version: boolean;
  readonly directory: string;
  readonly schemas: string | undefined;
  readonly leaf: string | undefined;
  readonly component: string | undefined;
  readonly pointer: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly output: Output;
}

/** Options that only some commands understand. */
const ONLY_FOR: Readonly<Record<string, readonly CommandName[]>> = {
  pointer: ['explain'],
  from: ['diff'],
  to: ['diff'],
};

/** @throws UsageError */
export function parseInvocation(argv: readonly string[]): Invocation {
  const { values, positionals } = parse(argv);
  const [name, directory = '.', ...extra] = positionals;
  if (name !== undefined && !isCommand(name)) {
    throw new UsageError(
      `There is no command ${name}. Commands are ${COMMANDS.join(', ')}.`,
    );
  }
  if (extra.length > 0) {
    throw new UsageError(
      `Only one directory can be given, and ${extra[0]} is one too many.`,
    );
  }
  const output = values.output ?? 'text';
  if (!isOutput(output)) {
    throw new UsageError(
      `There is no output ${output}. Outputs are ${OUTPUTS.join(', ')}.`,
    );
  }
  for (const [option, commands] of Object.entries(ONLY_FOR)) {
    if (
      name !== undefined &&
      Object.hasOwn(values, option) &&
      !commands.includes(name)
    ) {
      throw new UsageError(`--${option} is for ${commands.join(', ')} only.`);
    }
  }
  if (output === 'sarif' && (name === 'explain' || name === 'tree')) {
    throw new UsageError(
      'SARIF holds findings, so it is for validate, resolve and diff only.',
    );
  }
  const { help = false, version = false } = values;
  const { schemas, leaf, component, pointer, from, to } = values;
  return {
    command: name,
    help,
    version,
    directory,
    schemas,
    leaf,
    component,
    pointer,
    from,
    to,
    output,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
        schemas: { type: 'string', short: 's' },
        leaf: { type: 'string', short: 'l' },
        component: { type: 'string', short: 'c' },
        pointer: { type: 'string', short: 'p' },
        from: { type: 'string' },
        to: { type: 'string' },
        output: { type: 'string', short: 'o' },
      },
    });
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? error.message.split('. ')[0] : String(error),
    );
  }
}

function isCommand(name: string): name is CommandName {
  return COMMANDS.some(command => command === name);
}

function isOutput(name: string): name is Output {
  return OUTPUTS.some(output => output === name);
}
