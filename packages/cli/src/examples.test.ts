import { JsonValue } from '@commonhold/topology';
import { spawnSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parse, parseAllDocuments } from 'yaml';

const binary = join(__dirname, '../bin/commonhold.js');
const examples = join(__dirname, '../../../examples');
const schemas = join(examples, 'schemas');
const deployments = join(examples, 'deployments');

const tenants = readdirSync(deployments).filter(name => !name.endsWith('.md'));
const repositories = tenants.flatMap(tenant =>
  readdirSync(join(deployments, tenant)).map(name => `${tenant}/${name}`),
);

function commonhold(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [binary, ...args, '--schemas', schemas],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

describe.each(repositories)('%s', repository => {
  const directory = join(deployments, repository);

  it('belongs to the application of its name', () => {
    const { application } = parse(
      readFileSync(join(directory, 'deployment.yaml'), 'utf8'),
    );
    expect(application).toBe(`system:${repository}`);
  });

  it('has no findings, and something at every leaf', () => {
    const { status, stdout } = commonhold('resolve', directory, '-o', 'json');
    const { leaves, findings } = JSON.parse(stdout);
    expect({ status, findings }).toEqual({ status: 0, findings: [] });
    const components = Object.values(leaves).map(
      leaf => Object.keys(leaf ?? {}).length,
    );
    expect(components.length).toBeGreaterThanOrEqual(2);
    expect(Math.min(...components)).toBeGreaterThan(5);
  });

  it('protects production and nothing else', () => {
    const { stdout } = commonhold('tree', directory, '-o', 'json');
    const nodes: { path: string; isProtected: boolean }[] =
      JSON.parse(stdout).nodes;
    const isProduction = (path: string): boolean => /^prod(\/|$)/.test(path);
    expect(
      nodes.filter(
        ({ path, isProtected }) => isProtected !== isProduction(path),
      ),
    ).toEqual([]);
  });
});

it('has a repository for every application of the estate', () => {
  const applications = tenants.flatMap(tenant =>
    readdirSync(join(examples, tenant))
      .filter(file => file.endsWith('.yaml'))
      .flatMap(file =>
        parseAllDocuments(readFileSync(join(examples, tenant, file), 'utf8')),
      )
      .map(document => document.toJS())
      .filter(entity => entity?.kind === 'System')
      .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
  );
  expect([...repositories].sort()).toEqual(applications.sort());
});

describe('schemas', () => {
  const files = readdirSync(schemas);

  it('are those of the twelve platform components', () => {
    expect(files).toEqual([
      'alerting.json',
      'batch-jobs.json',
      'dns.json',
      'document-bucket.json',
      'kafka.json',
      'key-vault.json',
      'log-index.json',
      'metrics.json',
      'namespace-quota.json',
      'postgresql.json',
      'resource-group.json',
      'virtual-machines.json',
    ]);
  });

  it.each(files)('%s tells people what each setting means', file => {
    const schema: JsonValue = JSON.parse(
      readFileSync(join(schemas, file), 'utf8'),
    );
    expect(undescribed(schema, '')).toEqual([]);
  });

  it('are all used by the applications', () => {
    const used = new Set(
      repositories.flatMap(repository =>
        readdirSync(join(deployments, repository, 'topology')),
      ),
    );
    const regional = 'dns.yaml';
    expect(
      files
        .map(file => file.replace('.json', '.yaml'))
        .filter(file => !used.has(file) && file !== regional),
    ).toEqual([]);
  });
});

/** Pointers of the properties that lack a title or a description. */
function undescribed(schema: JsonValue, pointer: string): string[] {
  if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) {
    return [];
  }
  const fields = new Map(Object.entries(schema));
  const properties: JsonValue = fields.get('properties') ?? {};
  const lacking =
    properties && typeof properties === 'object'
      ? Object.entries(properties).flatMap(([name, property]) => {
          const at = `${pointer}/${name}`;
          const complete =
            typeof property === 'object' &&
            property !== null &&
            'title' in property &&
            'description' in property;
          return [...(complete ? [] : [at]), ...undescribed(property, at)];
        })
      : [];
  const items = fields.get('items');
  return items === undefined
    ? lacking
    : [...lacking, ...undescribed(items, `${pointer}/-`)];
}
