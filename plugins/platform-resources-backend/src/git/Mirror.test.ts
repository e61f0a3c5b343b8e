import {
  BranchMovedError,
  GitProgram,
  MergeConflictError,
  Mirror,
} from '@commonhold/plugin-platform-resources-node/git';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TestRepository } from '../__testUtils__/TestRepository';

jest.setTimeout(60_000);

const AUTHOR = { name: 'Jonas <Weber>', email: 'jonas@meridian.example' };
const MAIN = 'refs/heads/main';

describe('a mirror', () => {
  let repository: TestRepository;
  let folder: string;

  const mirrorOf = (maxBytes = 64 * 1024 * 1024) =>
    new Mirror(
      new GitProgram(),
      path.join(folder, `mirror-${Math.random()}`),
      { url: repository.bare, protocol: 'file', authentication: [] },
      { maxBytes, timeoutMs: 20_000 },
    );

  beforeEach(async () => {
    repository = await TestRepository.create();
    folder = await mkdtemp(path.join(tmpdir(), 'commonhold-mirror-'));
  });

  afterEach(async () => {
    await repository.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('knows where a branch is without a copy, and copies it with who wrote what', async () => {
    const first = await repository.push({ 'topology/kafka.yaml': 'a: 1\n' });
    const second = await repository.push(
      { 'topology/kafka.yaml': 'a: 1\nb: 2\n' },
      'Add b',
    );
    const mirror = mirrorOf();
    await expect(mirror.remoteHead('main')).resolves.toBe(second);
    await expect(mirror.remoteHead('nowhere')).resolves.toBeUndefined();
    await mirror.fetch(MAIN);
    expect(
      Buffer.from(
        (await mirror.readTree(second)).get('topology/kafka.yaml') as Buffer,
      ).toString(),
    ).toBe('a: 1\nb: 2\n');
    await expect(mirror.blame(second, 'topology/kafka.yaml', 1)).resolves.toBe(
      first,
    );
    await expect(mirror.blame(second, 'topology/kafka.yaml', 2)).resolves.toBe(
      second,
    );
    await expect(mirror.commitInfo(second)).resolves.toMatchObject({
      title: 'Add b',
      author: { name: 'Amelia Hart' },
    });
  });

  it('commits as its user, and moves a branch only from where it was seen', async () => {
    const base = await repository.push({ 'topology/kafka.yaml': 'a: 1\n' });
    const mirror = mirrorOf();
    await mirror.fetch(MAIN);
    const commit = await mirror.commit({
      base,
      files: new Map([['topology/prod/kafka.yaml', 'a: 2\n']]),
      author: AUTHOR,
      message: 'Raise a',
    });
    await mirror.push(commit, 'commonhold/change-1', undefined);
    await expect(repository.head('commonhold/change-1')).resolves.toBe(commit);
    await expect(mirror.commitInfo(commit)).resolves.toMatchObject({
      author: { name: 'Jonas  Weber', email: 'jonas@meridian.example' },
    });

    await repository.push({ 'README.md': 'Somebody was faster' });
    await expect(mirror.push(commit, 'main', base)).rejects.toBeInstanceOf(
      BranchMovedError,
    );
    await mirror.fetch(MAIN);
    const head = await repository.head();
    const rebased = await mirror.rebase(commit, head, AUTHOR, 'Raise a');
    await mirror.push(rebased, 'main', head);
    await expect(repository.head()).resolves.toBe(rebased);
    await mirror.deleteBranch('commonhold/change-1');
    await mirror.deleteBranch('commonhold/change-1');
    await expect(repository.head('commonhold/change-1')).rejects.toThrow();
  });

  it('takes back exactly what a commit did, whatever came later', async () => {
    const before = await repository.push({
      'topology/kafka.yaml': 'a: 1\n',
      'topology/dns.yaml': 'x: 1\n',
    });
    const bad = await repository.push({ 'topology/kafka.yaml': 'a: 9\n' });
    const later = await repository.push({ 'topology/dns.yaml': 'x: 2\n' });
    const mirror = mirrorOf();
    await mirror.fetch(MAIN);
    const undone = await mirror.revert({
      from: before,
      to: bad,
      onto: later,
      author: AUTHOR,
      message: 'Roll back',
    });
    await expect(mirror.readFile(undone, 'topology/kafka.yaml')).resolves.toBe(
      'a: 1\n',
    );
    await expect(mirror.readFile(undone, 'topology/dns.yaml')).resolves.toBe(
      'x: 2\n',
    );

    const changedAgain = await repository.push({
      'topology/kafka.yaml': 'a: 10\n',
    });
    await mirror.fetch(MAIN);
    await expect(
      mirror.revert({
        from: before,
        to: bad,
        onto: changedAgain,
        author: AUTHOR,
        message: 'Roll back',
      }),
    ).rejects.toEqual(new MergeConflictError(['topology/kafka.yaml']));
  });

  it('stops at the limit of size', async () => {
    const noise = Array.from({ length: 200_000 }, () => Math.random()).join(
      '\n',
    );
    await repository.push({ 'noise.txt': noise });
    await expect(mirrorOf(100_000).fetch(MAIN)).rejects.toThrow(
      /larger than 0 MiB/,
    );
  });

  it('never follows links, submodules, hooks or options', async () => {
    await repository.push({
      'deployment.yaml': 'a: 1\n',
      'topology/--upload-pack=touch x/kafka.yaml': 'a: 1\n',
      'topology/$(touch y)/kafka.yaml': 'a: 1\n',
    });
    await symlink(
      '/etc/passwd',
      path.join(repository.bare, '..', 'copy', 'topology/alerting.yaml'),
    );
    await repository.git(
      'update-index',
      '--add',
      '--cacheinfo',
      `160000,${await repository.head()},topology/submodule`,
    );
    await repository.git('add', 'topology/alerting.yaml');
    await repository.git('commit', '--quiet', '-m', '--exec=touch z');
    await repository.git('push', '--quiet', repository.bare, 'HEAD:main');
    const head = await repository.head();
    const mirror = mirrorOf();
    await mirror.fetch(MAIN);
    const tree = await mirror.readTree(head);
    expect(tree.get('topology/alerting.yaml')).toEqual({
      symbolicLink: '/etc/passwd',
    });
    expect(tree.get('topology/submodule/')).toBe('');
    expect([...tree.keys()]).toContain('topology/$(touch y)/kafka.yaml');
    await expect(
      mirror.readFile(head, 'topology/alerting.yaml'),
    ).resolves.toBeUndefined();
    await expect(mirror.blame('--output=x', 'a', 1)).rejects.toThrow(
      /no full object name/,
    );
  });

  it('reads no content of a file that unfolds to more than a file may have', async () => {
    await repository.push({
      'topology/kafka.yaml': `a: ${'0'.repeat(30 * 1024 * 1024)}\n`,
    });
    const mirror = mirrorOf();
    await mirror.fetch(MAIN);
    const entry = (await mirror.readTree(await repository.head())).get(
      'topology/kafka.yaml',
    );
    expect((entry as Uint8Array).length).toBe(1024 * 1024 + 1);
  });
});
