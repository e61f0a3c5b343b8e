import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import {
  ComponentDefinition,
  Finding,
  findingCodes,
  JsonValue,
  resolve,
  TreeEntry,
} from '.';

/** See README.md beside the fixtures. */
interface Fixture {
  about: string;
  deployment?: { application?: string; levels?: string[] } | null;
  schemas?: Record<string, JsonValue>;
  instances?: Record<string, string>;
  files: Record<string, string | { link: string }>;
  expect: {
    leaves?: Record<string, Record<string, JsonValue>>;
    findings?: Partial<Finding>[];
    instances?: Record<string, Record<string, unknown>>;
  };
}

const directory = join(__dirname, '../fixtures');

function read(file: string): Fixture {
  return parse(readFileSync(join(directory, file), 'utf8'));
}

function treeOf({ files, deployment }: Fixture): Map<string, TreeEntry> {
  const tree = new Map<string, TreeEntry>();
  if (deployment !== null) {
    const { application = 'system:payments/checkout', levels } =
      deployment ?? {};
    tree.set(
      'deployment.yaml',
      JSON.stringify({
        apiVersion: 'commonhold.io/v1alpha1',
        kind: 'Deployment',
        application,
        levels: levels ?? ['environment', 'region'],
      }),
    );
  }
  for (const [path, entry] of Object.entries(files)) {
    tree.set(
      path,
      typeof entry === 'string' ? entry : { symbolicLink: entry.link },
    );
  }
  return tree;
}

function componentsOf({
  schemas = {},
  instances = {},
}: Fixture): Map<string, ComponentDefinition> {
  const names = [...Object.keys(schemas), ...Object.keys(instances)];
  return new Map(
    names.map(name => [
      name,
      { schema: schemas[name], instances: instances[name] },
    ]),
  );
}

const rules = readdirSync(directory, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name);

describe.each(rules)('%s', rule => {
  const files = readdirSync(join(directory, rule));

  it.each(files)('%s', file => {
    const fixture = read(join(rule, file));
    const { expect: expected } = fixture;
    const resolution = resolve(treeOf(fixture), {
      components: componentsOf(fixture),
    });

    const findings = expected.findings ?? [];
    expect(resolution.findings).toMatchObject(findings);
    expect(resolution.findings).toHaveLength(findings.length);

    const leaves = [...resolution.leaves.values()]
      .filter(leaf => !leaf.isBlocked)
      .map(leaf => [
        leaf.path,
        Object.fromEntries(
          [...leaf.components].map(([name, { value }]) => [name, value]),
        ),
      ]);
    const actual = Object.fromEntries(leaves);
    expect(actual).toEqual(expected.leaves ?? actual);

    const wanted = Object.entries(expected.instances ?? {}).flatMap(
      ([path, components]) =>
        Object.entries(components).map(
          ([component, instances]) => [path, component, instances] as const,
        ),
    );
    expect(
      wanted.map(([path, component]) => [
        path,
        component,
        resolution.leaves.get(path)?.components.get(component)?.instances,
      ]),
    ).toEqual(wanted);
  });
});

it('shows every finding code in a fixture', () => {
  const shown = new Set(
    rules.flatMap(rule =>
      readdirSync(join(directory, rule)).flatMap(file =>
        (read(join(rule, file)).expect.findings ?? []).map(({ code }) => code),
      ),
    ),
  );
  expect([...shown].sort()).toEqual(Object.keys(findingCodes).sort());
});
