import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { documentOf, resolve } from '..';
import { GitError, readDirectory, readGitRevision } from '../node';

let directory: string;

function git(cwd: string, ...args: string[]): string {
  return execFileSync(
    'git',
    ['-c', 'user.name=Amelia', '-c', 'user.email=a@meridian.example', ...args],
    { cwd, encoding: 'utf8' },
  ).trim();
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'topology-'));
  const files: Record<string, string> = {
    'deployment.yaml':
      'apiVersion: commonhold.io/v1alpha1\nkind: Deployment\napplication: system:a/b\nlevels: [one, two]\n',
    'README.md': 'not read',
    'topology/kafka.yaml': 'text: "grüße – %node%"\n',
    'topology/prod/eu/kafka.yaml': 'a: 1\n',
    'topology/prod/us/.gitkeep': '',
    'topology/prod/us/large.yaml': `a: ${'x'.repeat(1024 * 1024)}\n`,
  };
  for (const [path, text] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  symlinkSync('../../kafka.yaml', join(directory, 'topology/prod/eu/dns.yaml'));
  git(directory, 'init', '-q');
  git(directory, 'add', '-A');
  git(directory, 'commit', '-q', '-m', 'first');
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

it('reads a revision as the directory that was committed', async () => {
  const { tree, commit } = await readGitRevision(directory, 'HEAD');
  const document = documentOf(resolve(tree));
  expect(commit).toBe(git(directory, 'rev-parse', 'HEAD'));
  expect(document).toEqual(documentOf(resolve(readDirectory(directory))));
  expect(document.leaves['prod/eu']).toEqual({
    kafka: { a: 1, text: 'grüße – prod/eu' },
  });
  expect(document.findings.map(({ code }) => code)).toEqual([
    'SYMLINK',
    'YAML',
  ]);
});

it('reads a bare repository, and revisions that are past', async () => {
  writeFileSync(join(directory, 'topology/kafka.yaml'), 'text: later\n');
  git(directory, 'commit', '-q', '-am', 'second');
  const bare = join(directory, 'bare.git');
  git(directory, 'clone', '-q', '--bare', directory, bare);
  const { tree } = await readGitRevision(bare, 'HEAD~1');
  expect(documentOf(resolve(tree)).leaves['prod/us']).toEqual({
    kafka: { text: 'grüße – prod/us' },
  });
});

it('says that there is no such revision, whatever it is called', async () => {
  for (const revision of ['nowhere', '--all', 'HEAD:topology', '']) {
    await expect(readGitRevision(directory, revision)).rejects.toThrow(
      GitError,
    );
  }
});
