import { ComponentDefinition } from './component';
import { TreeEntry } from './tree';

/** One input for the resolver that nobody would write. */
export interface FuzzInput {
  readonly tree: Map<string, TreeEntry>;
  readonly components: ReadonlyMap<string, ComponentDefinition>;
}

/** Pieces that make a difference to a reader of overlays. */
const WORDS = [
  ...['$target', '$replace', '$delete', '$final', '$$x', '$', '$nonsense'],
  ...['%', '%%', '%name%', '%node%', '%a%', '%unknown%'],
  ...['{', '}', '[', ']', ',', ': ', '- ', '? ', '\n', '\n  ', '\n---\n', '#'],
  ...['&a ', '*a', '!tag ', '!!str ', '|\n', '>\n', '"', "'", '\\u', '\\ud800'],
  ...['null', '~', 'true', '.nan', '1e999', '0o7', '<<', '__proto__', '\t'],
  ...['constructor', '\u0000', '\ufeff', '\u2028', '\ud800', '%YAML 1.1\n'],
  ...['name', 'topics', 'labels', 'vars', 'levels', 'nodes', 'path', '80'],
];

const TEXTS = [
  'apiVersion: commonhold.io/v1alpha1\nkind: Deployment\napplication: system:payments/checkout\nlevels: [environment, region, namespace]\n',
  'labels: { tier: gold }\nvars: { a: 1, b: "%a%", namespace: checkout }\nprotected: true\n',
  'nodes:\n  - path: prod/eu\n    labels: { a: b }\n  - { path: test }\n',
  'topics:\n  - name: orders\n    partitions: 3\n  - { name: payments, $delete: true }\ntags: [a, b]\nlimits: { cpu: 1, memory: 2Gi }\n',
  '$target: { environment: "p*" }\n$final: [topics]\ntopics: { $replace: [{ name: x }] }\n---\n$delete: true\n',
  'a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n',
  'text: |\n  first %node%\n  second\nfolded: >-\n  one\n  two\nquoted: "a\\tb"\n',
];

/** Texts that have brought down other readers when there was enough of them. */
const FLOODS = [
  ...['[', '{', '{a: ', '- ', '? ', 'a: ', '&a ', '*a ', '!', '%a%', "'", '"'],
  ...[
    '[a],',
    'a: b\n',
    '- a\n',
    '---\n',
    '#\n',
    '\n',
    ' ',
    '\t',
    ',',
    '[[]',
    ':',
  ],
  ...['&a [*a]\n', '}', ']', '|\n', '\\', 'a\n b:\n', '[,', '{,', '[a', '"\\u'],
];

const NAMES = [
  'kafka',
  'dns',
  'node',
  'discovered',
  'constructor',
  '__proto__',
];
const NODES = [
  '',
  'prod/',
  'prod/eu/',
  'prod/eu/a/',
  'Prod/',
  'test/',
  'a/b/c/d/',
  '../',
  '//',
];

const components = new Map<string, ComponentDefinition>([
  [
    'kafka',
    {
      schema: {
        type: 'object',
        properties: {
          topics: {
            type: 'array',
            'x-merge': { keys: ['name'] },
            items: {
              properties: { partitions: { type: 'integer', default: 3 } },
            },
          },
          tags: { type: 'array', 'x-merge': 'set' },
          limits: { default: {}, properties: { cpu: { default: 1 } } },
        },
      },
      instances: '/topics',
    },
  ],
]);

/** A stream of numbers that is the same for equal seeds (mulberry32). */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return limit => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** The input of a seed. Every hundredth or so is large, up to 1 MiB and a bit. */
export function fuzzInput(seed: number): FuzzInput {
  const random = randomNumbers(seed);
  const pick = <T>(list: readonly T[]): T => list[random(list.length)];
  const tree = new Map<string, TreeEntry>();
  if (random(10) > 0) {
    tree.set('deployment.yaml', TEXTS[0]);
  }
  const files = 1 + random(6);
  for (let i = 0; i < files; i++) {
    const path =
      random(12) === 0
        ? 'deployment.yaml'
        : `topology/${pick(NODES)}${pick(NAMES)}${pick([
            '.yaml',
            '.yaml',
            '.yaml',
            '.yml',
            '',
          ])}`;
    tree.set(path, entry(random, pick));
  }
  return { tree, components };
}

type Random = (limit: number) => number;
type Pick = <T>(list: readonly T[]) => T;

function entry(random: Random, pick: Pick): TreeEntry {
  switch (random(24)) {
    case 0:
      return { symbolicLink: '../elsewhere' };
    case 1:
      return Uint8Array.from({ length: random(64) }, () => random(256));
    case 2:
      return flood(random, pick);
    case 3:
      return Array.from({ length: random(200) }, () => pick(WORDS)).join('');
    default:
      return mutated(pick(TEXTS), random, pick);
  }
}

function flood(random: Random, pick: Pick): string {
  const piece = pick(FLOODS);
  const length =
    random(40) === 0 ? 1_000_000 + random(100_000) : random(30_000);
  const text = piece.repeat(Math.ceil(length / piece.length));
  return random(2) === 0 ? text : `topics: ${text}`;
}

function mutated(text: string, random: Random, pick: Pick): string {
  let result = text;
  for (let i = random(6); i > 0; i--) {
    const at = random(result.length + 1);
    const end = at + random(20);
    const before = result.slice(0, at);
    switch (random(5)) {
      case 0:
        result = before + result.slice(end);
        break;
      case 1:
        result = before + pick(WORDS) + result.slice(at);
        break;
      case 2:
        result =
          before + result.slice(at, end).repeat(random(9)) + result.slice(at);
        break;
      case 3:
        result =
          before + String.fromCharCode(random(0x250)) + result.slice(at + 1);
        break;
      default:
        result = before + pick(TEXTS).slice(random(40)) + result.slice(at);
    }
  }
  return result;
}
