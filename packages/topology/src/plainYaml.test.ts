import fc from 'fast-check';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { fuzzInput } from './fuzzInputs';
import { readPlainYaml } from './parse/plainYaml';
import { readAnyYaml } from './parse/yamlDocuments';
import { Source } from './source';
import { AnyValue } from './value';

/** A value with the offset of everything in it. */
function placed(value: AnyValue): unknown {
  switch (value.kind) {
    case 'scalar':
      return [value.offset, Object.is(value.value, -0) ? '-0' : value.value];
    case 'map':
      return [value.offset, value.keys, value.values.map(placed)];
    case 'list':
      return [value.offset, value.items.map(placed)];
    default:
      return [value.offset, value.toJson()];
  }
}

/** What both readers make of a text; the plain one may give up, and nothing else. */
function compare(text: string): 'equal' | 'given up' {
  const source = new Source('topology/kafka.yaml', text, 0);
  const plain = readPlainYaml(source, () => ({}));
  if (!plain) {
    return 'given up';
  }
  let full: unknown;
  try {
    full = [...readAnyYaml(source, () => ({}))].map(({ value }) =>
      placed(value),
    );
  } catch (error) {
    full = `${error}`;
  }
  expect({ text, documents: plain.map(({ value }) => placed(value)) }).toEqual({
    text,
    documents: full,
  });
  return 'equal';
}

const words = fc.constantFrom(
  ...[
    'text',
    'two words',
    'true',
    'Null',
    '~',
    '0',
    '-0',
    '007',
    '1e3',
    '0x1f',
  ],
  ...[
    '0o7',
    '1.50',
    '.5',
    '5.',
    '+5',
    '-',
    '--',
    '-x',
    '.inf',
    '.',
    'a:b',
    'a: b',
  ],
  ...[
    'a #b',
    'a# b',
    '#',
    '"q"',
    '"q" # c',
    '"q"#',
    "'s'",
    "'it''s'",
    '"\\n"',
    "''",
  ],
  ...[
    '%n%',
    '100%',
    'http://x/y',
    '[a]',
    '{}',
    '*a',
    '&a b',
    '!t',
    '|',
    '>',
    '@',
    '`',
  ],
  ...[
    'ü',
    '\u00a0',
    '\u2028',
    '\ufeff',
    '\t',
    'a\tb',
    '1_000',
    '12:30',
    'a:',
    ':a',
  ],
  ...[
    '$x',
    '(a)',
    '=',
    '<<',
    '?',
    '? a',
    '- a',
    '99999999999999999',
    '1.',
    '---',
  ],
);
const plainWords = fc.constantFrom(
  'text',
  '1',
  'two words',
  'true',
  '0.5',
  '"q"',
);
const keys = fc.constantFrom('a', 'b', 'c', 'd', '$x', 'a.b', 'true');
const oddKeys = fc.constantFrom('a b', '"a"', '8', 'a:', '');
const ends = fc.constantFrom('', '', '', ' ', ' # note', '#', '\r');

/** A block of lines that is mostly right, and now and then a little wrong. */
function block(indent: number, depth: number): fc.Arbitrary<string> {
  const spaces = fc
    .oneof({ weight: 25, arbitrary: fc.constant(0) }, fc.constantFrom(-1, 1, 2))
    .map(slip => ' '.repeat(Math.max(0, indent + slip)));
  const word = fc.oneof({ weight: 6, arbitrary: plainWords }, words);
  const key = fc.oneof({ weight: 20, arbitrary: keys }, oddKeys);
  const end = fc.oneof({ weight: 9, arbitrary: fc.constant('') }, ends);
  const flow = fc.letrec<{ value: string; collection: string }>(tie => ({
    value: fc.oneof({ depthSize: 'small' }, word, tie('collection')),
    collection: fc
      .tuple(
        fc.boolean(),
        fc.array(
          fc.tuple(key, fc.constantFrom(': ', ':', ' : '), tie('value')),
          {
            maxLength: 3,
          },
        ),
        fc.constantFrom(', ', ',', ' ,  '),
        fc.constantFrom('', ' '),
      )
      .map(([isMap, entries, comma, space]) => {
        const texts = entries.map(parts => (isMap ? parts.join('') : parts[2]));
        const inner = `${space}${texts.join(comma)}${space}`;
        return isMap ? `{${inner}}` : `[${inner}]`;
      }),
  })).collection;
  const text = fc
    .tuple(
      fc.constantFrom('|', '|-', '>-', '>', '|+', '|2'),
      fc.array(
        fc.tuple(
          fc.constantFrom(
            indent + 2,
            indent + 2,
            indent + 2,
            indent + 4,
            indent,
            0,
          ),
          fc.oneof(
            { weight: 5, arbitrary: plainWords },
            fc.constantFrom('', '# x', 'a: b'),
          ),
        ),
        { minLength: 1, maxLength: 3 },
      ),
    )
    .map(([header, content]) =>
      [header, ...content.map(([by, words_]) => ' '.repeat(by) + words_)].join(
        '\n',
      ),
    );
  const anything = fc.oneof({ weight: 3, arbitrary: word }, flow, text);
  const entry = fc
    .tuple(spaces, key, fc.constantFrom(': ', ': ', ':  ', ':'), anything, end)
    .map(parts => parts.join(''));
  const item = fc
    .tuple(spaces, fc.constantFrom('- ', '-  '), anything, end)
    .map(parts => parts.join(''));
  const note = fc.constantFrom('', '# note', '   ', '      # far');
  const lines = [entry, entry, entry, note];
  const nested =
    depth === 0
      ? []
      : [
          fc
            .tuple(spaces, key, end, block(indent + 2, depth - 1))
            .map(
              ([before, name, after, child]) =>
                `${before}${name}:${after}\n${child}`,
            ),
          fc
            .tuple(spaces, key, block(indent, depth - 1))
            .map(([before, name, child]) => `${before}- ${name}: 1\n${child}`),
        ];
  return fc
    .oneof(
      {
        weight: 4,
        arbitrary: fc.array(fc.oneof(...lines, ...nested), {
          minLength: 1,
          maxLength: 4,
        }),
      },
      fc.array(fc.oneof(item, note), { minLength: 1, maxLength: 4 }),
    )
    .map(all => all.join('\n'));
}

const texts = fc
  .tuple(
    fc.constantFrom('', '', '', '---\n', '# first\n---\n'),
    block(0, 2),
    fc.oneof(
      { weight: 3, arbitrary: fc.constant('') },
      block(0, 1).map(second => `\n---\n${second}`),
    ),
    fc.constantFrom('', '\n', '\n\n'),
  )
  .map(parts => parts.join(''));

it('reads what it reads as the library does', () => {
  const answers = { equal: 0, 'given up': 0 };
  fc.assert(
    fc.property(texts, text => {
      answers[compare(text)] += 1;
    }),
    { numRuns: 4_000 },
  );
  expect(answers.equal).toBeGreaterThan(400);
});

it('reads hostile files as the library does', () => {
  const hostile = Array.from({ length: 400 }, (_, seed) => [
    ...fuzzInput(seed).tree.values(),
  ]).flat();
  const answers = hostile.map(text =>
    typeof text === 'string' ? compare(text.slice(0, 5_000)) : 'no text',
  );
  expect(answers).toContain('given up');
});

it('reads most overlays of the examples', () => {
  const examples = join(__dirname, '../../../examples/deployments');
  const answers = readdirSync(examples, { recursive: true })
    .map(String)
    .filter(path => path.endsWith('.yaml'))
    .map(path => compare(readFileSync(join(examples, path), 'utf8')));
  const equal = answers.filter(answer => answer === 'equal');
  expect(equal.length).toBeGreaterThan(answers.length / 4);
});

it('takes the plain things', () => {
  expect(
    compare(
      '# all\na: 1\nb:\n  c: text # note\n  d: "q"\nlist:\n  - x: true\n    y: -1.5\n  - z\nflat:\n- 1\n- 2\n',
    ),
  ).toBe('equal');
});
