import { execFileSync, spawnSync } from 'child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';

const binary = join(__dirname, '../bin/commonhold.js');

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'commonhold-'));
  write({
    'deployment.yaml':
      'apiVersion: commonhold.io/v1alpha1\nkind: Deployment\napplication: system:payments/checkout\nlevels: [environment, region]\n',
    'topology/kafka.yaml':
      'topics:\n  - name: orders\n    partitions: 3\nreplicas: 2\n',
    'topology/node.yaml': 'vars: { prefix: checkout }\n',
    'topology/prod/node.yaml': 'protected: true\n',
    'topology/prod/kafka.yaml':
      'topics:\n  - name: orders\n    partitions: 12\nprefix: "%prefix%-%region%"\n',
    'topology/prod/eu/dns.yaml': 'zone: eu.meridian.example\n',
    'topology/test/eu/dns.yaml': 'zone: test.meridian.example\n',
    'schemas/kafka.json': JSON.stringify({
      type: 'object',
      properties: {
        topics: {
          type: 'array',
          'x-merge': { keys: ['name'] },
          items: {
            properties: {
              partitions: { type: 'integer', minimum: 1 },
              cleanup: { default: 'delete' },
            },
          },
        },
      },
    }),
  });
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function git(...args: string[]): string {
  return execFileSync('git', args, {
    cwd: directory,
    encoding: 'utf8',
    env: {
      ...process.env,
      GIT_AUTHOR_NAME: 'Amelia Hart',
      GIT_AUTHOR_EMAIL: 'amelia.hart@meridian.example',
      GIT_COMMITTER_NAME: 'Amelia Hart',
      GIT_COMMITTER_EMAIL: 'amelia.hart@meridian.example',
    },
  }).trim();
}

function commit(message: string): string {
  git('add', '-A');
  git('commit', '-q', '-m', message);
  return git('rev-parse', 'HEAD');
}

function commonhold(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [binary, ...args],
    { cwd: directory, encoding: 'utf8' },
  );
  return { status, stdout, stderr, json: () => JSON.parse(stdout) };
}

describe('validate', () => {
  it('says that all is well', () => {
    const { status, stdout, stderr } = commonhold('validate');
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: 'All is well: 2 leaves and 2 components\n',
      stderr: '',
    });
  });

  it('tells what is wrong, where, and what to do', () => {
    write({ 'topology/test/kafka.yaml': 'topics: []\nreplicas: [1]\n' });
    const { status, stdout } = commonhold('validate', '.');
    expect(status).toBe(1);
    expect(stdout).toContain(
      'topology/test/kafka.yaml:2:11 error TYPE_CONFLICT',
    );
    expect(stdout).toContain('$replace');
    expect(stdout).toContain('kafka/replicas at test/eu');
    expect(stdout).toContain('1 error, 0 warnings in 2 leaves');
    expect(stdout).not.toContain('\u001b');
  });

  it('has exit code 1 for warnings as well', () => {
    write({ 'topology/test/kafka.yaml': 'gone: { $delete: true }\n' });
    expect(commonhold('validate').status).toBe(1);
  });

  it('writes SARIF for code review, with paths from where it runs', () => {
    write({
      'topology/prod/kafka.yaml': 'topics: [{ name: orders, partitions: 0 }]\n',
    });
    const { status, json } = commonhold(
      ...['validate', '.', '--schemas', 'schemas', '--output', 'sarif'],
    );
    expect(status).toBe(1);
    const sarif = json();
    expect(sarif.version).toBe('2.1.0');
    const [{ tool, results }] = sarif.runs;
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({
      ruleId: 'SCHEMA',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'topology/prod/kafka.yaml' },
            region: { startLine: 1, startColumn: 38 },
          },
        },
      ],
    });
    expect(tool.driver.rules[results[0].ruleIndex].id).toBe('SCHEMA');
  });

  it('refuses symbolic links', () => {
    symlinkSync('../kafka.yaml', join(directory, 'topology/test/kafka.yaml'));
    const { json } = commonhold('validate', '-o', 'json');
    expect(json().findings).toMatchObject([
      { code: 'SYMLINK', file: 'topology/test/kafka.yaml', leaf: 'test/eu' },
    ]);
  });

  it('reports bytes that are no UTF-8, and files that are too large', () => {
    writeFileSync(
      join(directory, 'topology/dns.yaml'),
      Buffer.from([0x61, 0x3a, 0x20, 0xff]),
    );
    write({ 'topology/test/kafka.yaml': `a: ${'x'.repeat(1024 * 1024)}` });
    const { json } = commonhold('validate', '-o', 'json');
    expect(json().findings).toMatchObject([
      { code: 'YAML', file: 'topology/dns.yaml', leaves: 2 },
      { code: 'YAML', file: 'topology/test/kafka.yaml', leaves: 1 },
    ]);
  });
});

describe('resolve', () => {
  it('prints one JSON document and nothing else', () => {
    const { status, json, stderr } = commonhold(
      ...['resolve', '.', '--schemas', 'schemas', '--output', 'json'],
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(json()).toEqual({
      leaves: {
        'prod/eu': {
          dns: { zone: 'eu.meridian.example' },
          kafka: {
            prefix: 'checkout-eu',
            replicas: 2,
            topics: [{ name: 'orders', partitions: 12, cleanup: 'delete' }],
          },
        },
        'test/eu': {
          dns: { zone: 'test.meridian.example' },
          kafka: {
            replicas: 2,
            topics: [{ name: 'orders', partitions: 3, cleanup: 'delete' }],
          },
        },
      },
      findings: [],
    });
  });

  it('leaves out what an error blocks, and tells the finding in full', () => {
    write({ 'topology/test/kafka.yaml': 'a: [\n' });
    mkdirSync(join(directory, 'topology/dev'));
    const { status, json } = commonhold('resolve', '--output', 'json');
    expect(status).toBe(1);
    const { leaves, findings } = json();
    expect(Object.keys(leaves['test/eu'])).toEqual(['dns']);
    expect(leaves.dev).toEqual({ kafka: expect.anything() });
    expect(findings).toEqual([
      {
        code: 'YAML',
        severity: 'error',
        message: expect.any(String),
        file: 'topology/test/kafka.yaml',
        line: 2,
        column: 1,
        leaf: 'test/eu',
        leaves: 1,
        component: 'kafka',
        pointer: null,
      },
    ]);
  });

  it('keeps to the leaves and the component asked for', () => {
    write({ 'topology/test/dns.yaml': 'a: [' });
    const { status, json } = commonhold(
      ...['resolve', '-l', 'prod/*', '-c', 'dns', '-o', 'json'],
    );
    expect(status).toBe(0);
    expect(json()).toEqual({
      leaves: { 'prod/eu': { dns: { zone: 'eu.meridian.example' } } },
      findings: [],
    });
  });

  it('prints YAML', () => {
    const { stdout } = commonhold('resolve', '-c', 'dns', '-o', 'yaml');
    expect(stdout).toBe(
      'leaves:\n  prod/eu:\n    dns:\n      zone: eu.meridian.example\n  test/eu:\n    dns:\n      zone: test.meridian.example\nfindings: []\n',
    );
  });

  it('keeps findings out of the text', () => {
    write({ 'topology/test/eu/dns.yaml': 'zone: "%nowhere%"\n' });
    const { status, stdout, stderr } = commonhold('resolve');
    expect(status).toBe(1);
    expect(stdout).not.toContain('UNKNOWN_VARIABLE');
    expect(stderr).toContain('UNKNOWN_VARIABLE');
  });
});

describe('explain', () => {
  it('tells who set a value, what that overrode, and the commits', () => {
    git('init', '-q');
    const first = commit('first').slice(0, 10);
    write({
      'topology/prod/eu/kafka.yaml':
        'topics:\n  - name: orders\n    partitions: 24\n',
    });
    const { status, stdout } = commonhold(
      ...['explain', '.', '--schemas', 'schemas', '--leaf', 'prod/eu'],
      ...['--component', 'kafka', '--pointer', '/topics/0/partitions'],
    );
    expect(status).toBe(0);
    expect(stdout).toBe(
      [
        'prod/eu kafka/topics/0/partitions = 24',
        '  set by     topology/prod/eu/kafka.yaml:3:17 not committed',
        `  overrides  12  topology/prod/kafka.yaml:3:17 ${first}`,
        `  overrides  3  topology/kafka.yaml:3:17 ${first}`,
        '',
      ].join('\n'),
    );
  });

  it('tells variables and defaults', () => {
    const { json } = commonhold(
      ...['explain', '-s', 'schemas', '-l', 'prod/eu', '-c', 'kafka'],
      ...['-o', 'json'],
    );
    const { explanations } = json();
    expect(explanations).toMatchObject([
      {
        pointer: '/prefix',
        value: 'checkout-eu',
        written: '%prefix%-%region%',
        variables: [
          {
            name: 'prefix',
            value: 'checkout',
            origin: { file: 'topology/node.yaml', line: 1, column: 17 },
          },
          { name: 'region', value: 'eu', origin: { kind: 'built-in' } },
        ],
      },
      { pointer: '/replicas' },
      { pointer: '/topics/0/cleanup', origin: { kind: 'default' } },
      { pointer: '/topics/0/name' },
      { pointer: '/topics/0/partitions', shadowed: [{ value: 3 }] },
    ]);
  });

  it('says that there is nothing', () => {
    const { status, stderr } = commonhold(
      ...['explain', '-l', 'prod/eu', '-c', 'kafka', '-p', '/nothing'],
    );
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'commonhold: There is nothing at /nothing: nothing is not there.\n',
    });
  });
});

describe('diff', () => {
  it('tells the blast radius between revisions, and from a subdirectory', () => {
    mkdirSync(join(directory, 'deployments'));
    git('init', '-q');
    git('add', '-A');
    for (const name of ['topology', 'deployment.yaml']) {
      git('mv', name, `deployments/${name}`);
    }
    commit('first');
    write({
      'deployments/topology/kafka.yaml':
        'topics:\n  - name: orders\n    partitions: 6\nreplicas: 2\n',
      'deployments/topology/test/us/node.yaml': '{}\n',
    });
    commit('second');

    const options = ['-s', 'schemas', '-o', 'json'];
    const { status, json } = commonhold(
      ...['diff', 'deployments', '--from', 'HEAD~1', '--to', 'HEAD'],
      ...options,
    );
    expect(status).toBe(0);
    expect(json()).toEqual({
      changes: [
        {
          leaf: 'test/eu',
          component: 'kafka',
          kind: 'changed',
          isProtected: false,
          changes: [
            {
              pointer: '/topics/0/partitions',
              kind: 'changed',
              before: 3,
              after: 6,
            },
          ],
        },
        {
          leaf: 'test/us',
          component: 'kafka',
          kind: 'added',
          isProtected: false,
          changes: [],
        },
      ],
      findings: [],
    });

    write({ 'deployments/topology/prod/kafka.yaml': 'replicas: 5\n' });
    const edited = commonhold('diff', 'deployments', '-s', 'schemas');
    expect(edited.stdout).toBe(
      [
        '~ prod/eu kafka changed protected',
        '    - /prefix  "checkout-eu"',
        '    ~ /replicas  2 → 5',
        '    ~ /topics/0/partitions  12 → 6',
        '1 configuration changes at 1 leaf, 1 of them protected.',
        '',
      ].join('\n'),
    );
  });

  it('needs a revision that exists', () => {
    git('init', '-q');
    commit('first');
    const { status, stderr } = commonhold('diff', '--from', 'nowhere');
    expect(status).toBe(2);
    expect(stderr).toContain('has no revision nowhere');
  });
});

describe('tree', () => {
  it('shows nodes with their overlays, labels and variables', () => {
    write({ 'topology/test/node.yaml': 'vars: { environment: mine }\n' });
    expect(commonhold('tree').stdout).toBe(
      [
        'system:payments/checkout  environment / region',
        './  kafka  prefix="checkout"',
        '  prod/  protected  kafka',
        '    eu  protected  dns',
        '  test/  environment="mine" (no effect: built in)',
        '    eu  dns',
        '',
      ].join('\n'),
    );
  });
});

describe('usage', () => {
  it.each([
    [['frobnicate'], 'There is no command frobnicate.'],
    [['validate', '--frob'], "Unknown option '--frob'"],
    [['validate', 'nowhere'], 'There is no directory nowhere.'],
    [['validate', '.', 'more'], 'more is one too many'],
    [['validate', '-o', 'xml'], 'There is no output xml.'],
    [['validate', '--from', 'HEAD'], '--from is for diff only.'],
    [['validate', '-s', 'nowhere'], 'There is no directory nowhere'],
    [
      ['validate', '-l', 'nowhere'],
      'No leaf matches nowhere. There are prod/eu, test/eu.',
    ],
    [['explain'], '--leaf GLOB --component NAME'],
    [['tree', '-o', 'sarif'], 'SARIF holds findings'],
    [['diff'], 'git repository'],
  ])('%j is wrong usage', (args, message) => {
    const { status, stdout, stderr } = commonhold(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it.each(['validate', 'resolve', 'explain', 'diff', 'tree'])(
    'helps with %s, with examples',
    command => {
      const { status, stdout } = commonhold(command, '--help');
      expect(status).toBe(0);
      expect(stdout).toContain(`  commonhold ${command}`);
      expect(stdout).toContain('Examples');
    },
  );

  it('shows its help if nothing is asked', () => {
    const { status, stderr } = commonhold();
    expect(status).toBe(2);
    expect(stderr).toContain('Commands');
  });

  it('says which file it may not read', () => {
    chmodSync(join(directory, 'topology/kafka.yaml'), 0);
    const { status, stderr } = commonhold('validate');
    // The superuser may read everything.
    const readable = process.getuid?.() === 0;
    expect(status).toBe(readable ? 0 : 2);
    expect(stderr).toContain(readable ? '' : 'topology/kafka.yaml');
  });
});
