import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { stringify } from 'yaml';
import {
  ComponentDefinition,
  diff,
  JsonValue,
  matchesGlob,
  Resolution,
  resolve,
  Tree,
} from '.';
import { canonicalJson } from './hash';
import { Merge } from './merge';
import { SchemaNode } from './schemaNode';
import { Source } from './source';
import { Value, valueFromJson } from './value';

const DEPLOYMENT =
  'apiVersion: commonhold.io/v1alpha1\nkind: Deployment\napplication: system:a/b\nlevels: [one, two]\n';

const schema = {
  properties: {
    keyed: {
      'x-merge': { keys: ['name'] },
      items: { properties: { size: { default: 1 } } },
    },
    set: { 'x-merge': 'set' },
    map: { properties: { keyed: { 'x-merge': { keys: ['name'] } } } },
  },
};
const components = new Map<string, ComponentDefinition>([
  ['kafka', { schema }],
]);

const scalar = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('text', 'no', '80', '%one%', '100%', '%v%-%name%', ''),
);
const item = fc.record(
  { name: fc.constantFrom('a', 'b', 'c'), size: scalar, more: scalar },
  { requiredKeys: ['name'] },
);
const keyed = fc.uniqueArray(item, { selector: ({ name }) => name });
/** Documents in which every key always has the same kind of value. */
const document = fc.record(
  {
    text: scalar,
    '80': scalar,
    __proto__x: scalar,
    list: fc.array(scalar, { maxLength: 3 }),
    set: fc.array(scalar, { maxLength: 3 }),
    keyed,
    map: fc.record({ a: scalar, b: scalar, keyed }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);
/** Documents with reserved words as well, right and wrong. */
const overlay = fc.tuple(
  document,
  fc.record(
    {
      $target: fc.record({ one: fc.constantFrom('p', 'p*', '*') }),
      $final: fc.constantFrom<JsonValue>(true, ['text'], 3),
      gone: fc.constant({ $delete: true }),
      map: fc.constantFrom<JsonValue>({ $delete: true }, { $replace: 1 }),
    },
    { requiredKeys: [] },
  ),
);
const overlayText = fc
  .array(overlay, { minLength: 1, maxLength: 3 })
  .map(documents =>
    documents
      .map(([plain, words]) => stringify({ ...plain, ...words }))
      .join('---\n'),
  );

const nodes = ['', 'p/', 'p/x/', 'p/y/', 'q/', 'q/x/'];
const paths = nodes.flatMap(node => [
  `topology/${node}kafka.yaml`,
  `topology/${node}dns.yaml`,
]);
const tree = fc
  .dictionary(fc.constantFrom(...paths), overlayText, { minKeys: 1 })
  .map(
    files =>
      new Map<string, string>([
        ['deployment.yaml', DEPLOYMENT],
        ['topology/node.yaml', 'vars: { v: 3 }'],
        ...Object.entries(files),
      ]),
  );

/** All that a resolution says, as text. */
function told(resolution: Resolution): string {
  return JSON.stringify([
    [...resolution.leaves.values()].map(leaf => [
      leaf.path,
      [...leaf.components].map(([name, result]) => [
        name,
        result.value,
        result.sha256,
        [...result.origins()],
      ]),
    ]),
    resolution.findings,
  ]);
}

const resolved = (files: Tree): Resolution => resolve(files, { components });

describe('resolve', () => {
  it('does not depend on the order in which files are read', () => {
    fc.assert(
      fc.property(tree, fc.infiniteStream(fc.nat()), (files, numbers) => {
        const shuffled = [...files]
          .map(entry => [numbers.next().value ?? 0, entry] as const)
          .sort(([a], [b]) => a - b)
          .map(([, entry]) => entry);
        expect(told(resolved(new Map(shuffled)))).toBe(told(resolved(files)));
      }),
    );
  });

  it('gives the same after an edit as for the edited tree', () => {
    const edits = fc.array(
      fc.tuple(
        fc.constantFrom(
          ...paths,
          'deployment.yaml',
          'topology/p/node.yaml',
          'topology/discovered.yaml',
        ),
        fc.oneof(
          overlayText,
          fc.constant(undefined),
          fc.constantFrom(
            DEPLOYMENT.replace('two', 'second'),
            'vars: { v: 4 }',
            'nodes: [{ path: q/z, vars: { v: 5 } }]',
            '{',
          ),
        ),
      ),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(tree, edits, (files, changes) => {
        let resolution = resolved(files);
        const edited = new Map(files);
        for (const [path, text] of changes) {
          resolution = resolution.update(new Map([[path, text]]));
          if (text === undefined) {
            edited.delete(path);
          } else {
            edited.set(path, text);
          }
          expect(told(resolution)).toBe(told(resolved(edited)));
        }
      }),
    );
  });

  it('knows the place of every value', () => {
    fc.assert(
      fc.property(tree, files => {
        const results = [...resolved(files).leaves.values()].flatMap(leaf => [
          ...leaf.components.values(),
        ]);
        const misplaced = results.flatMap(result => {
          const scalars = new Map(leavesOf(result.value ?? null, ''));
          return [...result.origins()].filter(([pointer, origin]) => {
            if (origin.kind === 'default') {
              return false;
            }
            const lines = files.get(origin.file)?.split('\n') ?? [];
            const written = lines[origin.line - 1]?.slice(origin.column - 1);
            return !holds(written ?? '', scalars.get(pointer));
          });
        });
        expect(misplaced).toEqual([]);
      }),
    );
  });

  it('hashes the JSON of RFC 8785', () => {
    fc.assert(
      fc.property(fc.jsonValue(), json => {
        const value: JsonValue = JSON.parse(JSON.stringify(json));
        const source = new Source('', '', 0);
        expect(canonicalJson(valueFromJson(value, source, 0))).toBe(
          canonicalize(value),
        );
      }),
    );
  });
});

/** Scalars, and whatever is written as `{}` or `[]`, by pointer. */
function* leavesOf(
  value: JsonValue,
  pointer: string,
): Generator<[string, JsonValue]> {
  if (value === null || typeof value !== 'object') {
    yield [pointer, value];
  } else {
    for (const [key, child] of Object.entries(value)) {
      yield* leavesOf(child, `${pointer}/${key}`);
    }
  }
}

/** Whether a text begins with a scalar, as far as it has no variables. */
function holds(written: string, value: JsonValue | undefined): boolean {
  if (value === undefined || written.includes('%')) {
    return written !== '';
  }
  const text = JSON.stringify(value);
  return (
    written.startsWith(text) ||
    written.startsWith(text.replace(/^"|"$/g, '')) ||
    written.startsWith('"')
  );
}

describe('merge', () => {
  it('gives the same however layers are grouped', () => {
    const source = new Source('topology/kafka.yaml', '', 0);
    const merge = new Merge(1, code => {
      throw new Error(code);
    });
    const node = SchemaNode.of(schema);
    const over = (base: Value, value: Value): Value => {
      const merged = merge.over(base, value, node);
      return merged ?? base;
    };
    const values = document.map(json => {
      const value = valueFromJson(JSON.parse(JSON.stringify(json)), source, 0);
      // As the first layer: sets without duplicates, lists with their keys known.
      return merge.over(undefined, value, node) ?? value;
    });
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        expect(over(over(a, b), c).toJson()).toEqual(
          over(a, over(b, c)).toJson(),
        );
      }),
    );
  });
});

describe('diff', () => {
  it('finds nothing between equal trees', () => {
    fc.assert(
      fc.property(tree, files => {
        expect(diff(resolved(files), resolved(new Map(files)))).toEqual([]);
      }),
    );
  });

  it('finds what differs, and only that', () => {
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        const before = resolved(a);
        const after = resolved(b);
        const changed = diff(before, after)
          .filter(({ kind }) => kind !== 'blocked')
          .map(({ leaf, component }) => `${leaf} ${component}`);
        const different = [
          ...new Set([...before.leaves.keys(), ...after.leaves.keys()]),
        ]
          .sort()
          .flatMap(leaf =>
            ['dns', 'kafka'].flatMap(component => {
              const old = before.leaves.get(leaf)?.results.get(component);
              const now = after.leaves.get(leaf)?.results.get(component);
              const comparable = !old?.blocked && !now?.blocked;
              return comparable && (old?.sha256 ?? '') !== (now?.sha256 ?? '')
                ? [`${leaf} ${component}`]
                : [];
            }),
          );
        expect(changed).toEqual(different);
      }),
    );
  });
});

describe('matchesGlob', () => {
  it('agrees with a regular expression', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', '*', '?', '.'), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(letters, letters, (pattern, text) => {
        const expression = pattern
          .map(letter =>
            letter === '*'
              ? '.*'
              : letter.replace('.', '\\.').replace('?', '.'),
          )
          .join('');
        expect(matchesGlob(pattern.join(''), text.join(''))).toBe(
          new RegExp(`^${expression}$`, 's').test(text.join('')),
        );
      }),
    );
  });
});
