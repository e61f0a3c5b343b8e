import { CommandName } from './usage';

const OPTIONS = {
  schemas:
    '-s, --schemas DIR       JSON Schemas of the components, one NAME.json each',
  leaf: "-l, --leaf GLOB         only these leaves: prod/*, '*/eu-west/*'",
  component: '-c, --component NAME    only this component',
  pointer:
    '-p, --pointer POINTER   the value to explain, as a JSON Pointer; all by default',
  from: '    --from REVISION     the earlier state; HEAD by default',
  to: '    --to REVISION       the later state; the files as they are by default',
  output: '-o, --output FORMAT     text, json, yaml or sarif; text by default',
  help: '-h, --help              this help',
} as const;

interface Help {
  readonly about: string;
  readonly usage: string;
  readonly options: readonly (keyof typeof OPTIONS)[];
  readonly examples: readonly (readonly [string, string])[];
}

const HELP: Readonly<Record<CommandName, Help>> = {
  validate: {
    about: 'Tells what is wrong with a deployment repository.',
    usage: 'commonhold validate [DIR] [--schemas DIR]',
    options: ['schemas', 'leaf', 'component', 'output', 'help'],
    examples: [
      ['commonhold validate', 'the repository in the current directory'],
      [
        'commonhold validate deployments/checkout --schemas schemas',
        'with the schemas of the components',
      ],
      [
        'commonhold validate --output sarif > findings.sarif',
        'for code review',
      ],
    ],
  },
  resolve: {
    about: 'Prints the effective configuration of every leaf.',
    usage: 'commonhold resolve [DIR] [--leaf GLOB] [--component NAME]',
    options: ['schemas', 'leaf', 'component', 'output', 'help'],
    examples: [
      ["commonhold resolve --leaf 'prod/*'", 'what runs in production'],
      [
        'commonhold resolve --component kafka --output json',
        'one component everywhere, for a program',
      ],
    ],
  },
  explain: {
    about: 'Tells where values come from, and what they overrode.',
    usage:
      'commonhold explain [DIR] --leaf GLOB --component NAME [--pointer POINTER]',
    options: ['leaf', 'component', 'pointer', 'schemas', 'output', 'help'],
    examples: [
      [
        'commonhold explain -l prod/eu-west/pay-1 -c kafka -p /topics/0/partitions',
        'why this value?',
      ],
      [
        "commonhold explain -l 'prod/*' -c kafka",
        'every value of a component in production',
      ],
    ],
  },
  diff: {
    about: 'Tells what an edit changes, leaf by leaf: its blast radius.',
    usage: 'commonhold diff [DIR] [--from REVISION] [--to REVISION]',
    options: ['from', 'to', 'schemas', 'leaf', 'component', 'output', 'help'],
    examples: [
      ['commonhold diff', 'what the edits since the last commit change'],
      ['commonhold diff --from origin/main --to HEAD', 'what a branch changes'],
    ],
  },
  tree: {
    about: 'Shows the topology: its nodes, and the overlays at each.',
    usage: 'commonhold tree [DIR]',
    options: ['leaf', 'component', 'output', 'help'],
    examples: [['commonhold tree deployments/checkout', 'at a glance']],
  },
};

const EXIT_CODES =
  'Exit code: 0 all is well, 1 there are findings, 2 wrong usage.';

/** The help of one command, or of all. */
export function helpFor(command: CommandName | undefined): string {
  return command ? commandHelp(HELP[command]) : generalHelp();
}

function commandHelp({ about, usage, options, examples }: Help): string {
  return [
    about,
    '',
    `  ${usage}`,
    '',
    'Options',
    ...options.map(option => `  ${OPTIONS[option]}`),
    '',
    'Examples',
    ...examples.flatMap(([line, what]) => [`  ${line}`, `      ${what}`]),
    '',
    EXIT_CODES,
    '',
  ].join('\n');
}

function generalHelp(): string {
  return [
    'Deployment repositories: where an application runs, and what it wants there.',
    '',
    '  commonhold COMMAND [DIR] [OPTIONS]',
    '',
    'Commands',
    ...Object.entries(HELP).map(
      ([name, { about }]) => `  ${name.padEnd(10)}${about}`,
    ),
    '',
    'Options of every command',
    `  ${OPTIONS.output}`,
    `  ${OPTIONS.help}`,
    '  -v, --version           the version',
    '',
    'Examples',
    '  commonhold validate --schemas schemas',
    "  commonhold resolve --leaf 'prod/*' --component kafka",
    '  commonhold diff --from origin/main',
    '  commonhold COMMAND --help      more about a command',
    '',
    EXIT_CODES,
    '',
  ].join('\n');
}
