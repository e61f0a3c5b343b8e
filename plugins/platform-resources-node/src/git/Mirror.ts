import { Commit } from '@commonhold/plugin-platform-resources-common';
import { Tree } from '@commonhold/topology';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { GitAuthentication } from './RepositoryCredentials';
import { GitError, GitProgram } from './GitProgram';
import { readTree } from './readTree';

/** Where a mirror comes from. */
export type MirrorSource = {
  /** What Git is given: the repository's URL, or where it is rewritten to. */
  readonly url: string;
  /** For whom the URL is a local path or plain HTTP because operators say so. */
  readonly protocol: 'https' | 'http' | 'ssh' | 'file';
  readonly authentication: GitAuthentication;
};

export type MirrorLimits = {
  readonly maxBytes: number;
  readonly timeoutMs: number;
};

export type Author = { readonly name: string; readonly email: string };

/** Somebody else was faster. */
export class BranchMovedError extends Error {
  constructor(branch: string) {
    super(`The branch ${branch} moved meanwhile`);
    this.name = 'BranchMovedError';
  }
}

/** The same lines were changed on both sides. */
export class MergeConflictError extends Error {
  constructor(readonly files: readonly string[]) {
    super(
      `Both changed the same lines of ${files.join(
        ', ',
      )}: edit on the newest commit`,
    );
    this.name = 'MergeConflictError';
  }
}

const COMMIT_FORMAT = '%H%x00%an%x00%ae%x00%aI%x00%s%x00';
const COMMITTER: Author = {
  name: 'Commonhold',
  email: 'commonhold@localhost',
};

/**
 * A bare copy of a deployment repository on the disk of this replica. It can be
 * deleted at any time: it comes back from its source. What is committed here is
 * pushed at once.
 */
export class Mirror {
  private busy: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly git: GitProgram,
    readonly directory: string,
    private readonly source: MirrorSource,
    private readonly limits: MirrorLimits,
  ) {}

  /** @returns the commit a branch is at, from the source; nothing is copied */
  async remoteHead(
    branch: string,
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    const ref = `refs/heads/${branch}`;
    const answer = await this.git.text(
      ['ls-remote', '--end-of-options', this.source.url, ref],
      { ...this.remoteCall(), signal, maxOutputBytes: 1024 * 1024 },
    );
    return answer
      .split('\n')
      .map(line => line.split('\t'))
      .find(([, name]) => name === ref)?.[0];
  }

  /** Copies a branch, history and all; without tags, notes or submodules. */
  async fetch(ref: string): Promise<void> {
    await this.exclusively(async () => {
      await this.prepare();
      await this.git.text(
        [
          'fetch',
          '--quiet',
          '--no-tags',
          '--no-write-fetch-head',
          '--end-of-options',
          this.source.url,
          `+${ref}:${ref}`,
        ],
        {
          ...this.remoteCall(),
          directory: this.directory,
          watch: async () =>
            (await sizeOf(this.directory)) > this.limits.maxBytes
              ? `was ended: the repository is larger than ${Math.round(
                  this.limits.maxBytes / 1024 / 1024,
                )} MiB`
              : undefined,
        },
      );
      if ((await sizeOf(this.directory)) > this.limits.maxBytes) {
        await rm(this.directory, { recursive: true, force: true });
        throw new GitError(
          `The repository is larger than ${Math.round(
            this.limits.maxBytes / 1024 / 1024,
          )} MiB`,
        );
      }
    });
  }

  /** Makes sure that a commit is here, which another replica may have fetched. */
  async ensure(commit: string, ref: string): Promise<void> {
    if (!(await this.has(commit))) {
      await this.fetch(ref);
      if (!(await this.has(commit))) {
        throw new GitError(
          `The commit ${commit} is no longer in the repository`,
        );
      }
    }
  }

  async has(commit: string): Promise<boolean> {
    return this.local(['cat-file', '-e', `${checked(commit)}^{commit}`]).then(
      () => true,
      () => false,
    );
  }

  readTree(commit: string): Promise<Tree> {
    return readTree(this.git, this.directory, checked(commit));
  }

  /** @returns the text of a file, or `undefined` if it is not there */
  async readFile(commit: string, file: string): Promise<string | undefined> {
    const entry = (
      await this.local([
        'ls-tree',
        '-z',
        '--full-tree',
        checked(commit),
        '--',
        file,
      ])
    ).split('\0')[0];
    const match = /^100(?:644|755) blob ([0-9a-f]+)\t/.exec(entry);
    return match ? this.local(['cat-file', 'blob', match[1]]) : undefined;
  }

  async commitInfo(commit: string): Promise<Commit> {
    const [info] = await this.commitInfos([commit]);
    if (!info) {
      throw new GitError(`There is no commit ${commit}`);
    }
    return info;
  }

  async commitInfos(commits: readonly string[]): Promise<Commit[]> {
    if (commits.length === 0) {
      return [];
    }
    return parseCommits(
      await this.local([
        'log',
        '--no-walk=unsorted',
        `--format=${COMMIT_FORMAT}`,
        ...commits.map(checked),
        '--',
      ]),
    );
  }

  /** The commits from one, not included, to another, the newest first. */
  async commitsBetween(
    from: string | undefined,
    to: string,
    limit: number,
  ): Promise<Commit[]> {
    return parseCommits(
      await this.local([
        'log',
        `--max-count=${limit}`,
        `--format=${COMMIT_FORMAT}`,
        ...(from ? [`^${checked(from)}`] : []),
        checked(to),
        '--',
      ]),
    );
  }

  /** The commit that last changed a line. */
  async blame(
    commit: string,
    file: string,
    line: number,
  ): Promise<string | undefined> {
    const answer = await this.local([
      'blame',
      '--porcelain',
      '-L',
      `${line},${line}`,
      checked(commit),
      '--',
      file,
    ]).catch(() => '');
    return /^([0-9a-f]{40,64}) /.exec(answer)?.[1];
  }

  async isAncestor(ancestor: string, commit: string): Promise<boolean> {
    try {
      await this.local([
        'merge-base',
        '--is-ancestor',
        checked(ancestor),
        checked(commit),
      ]);
      return true;
    } catch (error) {
      if (error instanceof GitError && error.exitCode === 1) {
        return false;
      }
      throw error;
    }
  }

  async parentOf(commit: string): Promise<string | undefined> {
    const [, parent] = (
      await this.local(['rev-list', '--parents', '-n', '1', checked(commit)])
    )
      .trim()
      .split(' ');
    return parent;
  }

  async treeOf(commit: string): Promise<string> {
    return (
      await this.local(['rev-parse', `${checked(commit)}^{tree}`])
    ).trim();
  }

  diff(from: string, to: string): Promise<string> {
    return this.git.text(
      [
        'diff',
        '--no-color',
        '--no-ext-diff',
        '--no-textconv',
        checked(from),
        checked(to),
        '--',
      ],
      { directory: this.directory, maxOutputBytes: 4 * 1024 * 1024 },
    );
  }

  /**
   * Writes a commit on top of another. Nothing points to it until it is pushed.
   *
   * @param files - by path; `undefined` removes one
   */
  async commit(options: {
    readonly base: string;
    readonly files: ReadonlyMap<string, string | undefined>;
    readonly author: Author;
    readonly message: string;
  }): Promise<string> {
    const { base, files, author, message } = options;
    return this.exclusively(async () => {
      const index = path.join(this.directory, `index-${randomUUID()}`);
      const env = { GIT_INDEX_FILE: index };
      const call = { directory: this.directory, env };
      try {
        await this.git.text(['read-tree', checked(base)], call);
        const lines: string[] = [];
        for (const [file, content] of files) {
          if (content === undefined) {
            lines.push(`0 ${'0'.repeat(40)}\t${file}\0`);
          } else {
            const id = await this.git.text(['hash-object', '-w', '--stdin'], {
              ...call,
              input: content,
            });
            lines.push(`100644 ${id.trim()}\t${file}\0`);
          }
        }
        await this.git.text(['update-index', '-z', '--index-info'], {
          ...call,
          input: lines.join(''),
        });
        const tree = (await this.git.text(['write-tree'], call)).trim();
        return await this.commitTree(tree, [base], author, message);
      } finally {
        await rm(index, { force: true });
      }
    });
  }

  /**
   * Puts what happened between a commit and its base on top of another commit.
   *
   * @throws MergeConflictError
   */
  async rebase(
    commit: string,
    onto: string,
    author: Author,
    message: string,
  ): Promise<string> {
    const tree = await this.mergeTree(onto, commit);
    return this.commitTree(tree, [onto], author, message);
  }

  /**
   * Takes back exactly what a range of commits did, on top of another commit.
   *
   * @throws MergeConflictError
   */
  async revert(options: {
    readonly from: string;
    readonly to: string;
    readonly onto: string;
    readonly author: Author;
    readonly message: string;
  }): Promise<string> {
    const { from, to, onto, author, message } = options;
    // A child of `to` that looks like `from`: merging it takes back what was between.
    const undone = await this.commitTree(
      await this.treeOf(from),
      [to],
      author,
      message,
    );
    const tree = await this.mergeTree(onto, undone);
    return this.commitTree(tree, [onto], author, message);
  }

  /**
   * Moves a branch of the source, or makes it. Only forward.
   *
   * @param expected - where the branch has to be; `undefined`: it must not exist
   * @throws BranchMovedError
   */
  async push(
    commit: string,
    branch: string,
    expected: string | undefined,
  ): Promise<void> {
    if (expected !== undefined && !(await this.isAncestor(expected, commit))) {
      throw new BranchMovedError(branch);
    }
    await this.pushTo(commit, branch, expected);
  }

  private async pushTo(
    commit: string,
    branch: string,
    expected: string | undefined,
  ): Promise<void> {
    const ref = `refs/heads/${branch}`;
    try {
      await this.git.text(
        [
          'push',
          '--quiet',
          '--no-verify',
          `--force-with-lease=${ref}:${expected ?? ''}`,
          '--end-of-options',
          this.source.url,
          `${checked(commit)}:${ref}`,
        ],
        { ...this.remoteCall(), directory: this.directory },
      );
    } catch (error) {
      if (
        error instanceof GitError &&
        /stale info|non-fast-forward|fetch first|cannot lock ref|failed to update ref/.test(
          error.message,
        )
      ) {
        throw new BranchMovedError(branch);
      }
      throw error;
    }
    await this.local(['update-ref', ref, checked(commit)]);
  }

  /**
   * Puts a branch that the portal made elsewhere, also backwards.
   *
   * @param expected - where it is now
   * @throws BranchMovedError
   */
  async replaceBranch(
    commit: string,
    branch: string,
    expected: string,
  ): Promise<void> {
    await this.pushTo(commit, branch, expected);
  }

  /** Removes a branch that the portal made. A branch that is gone is no problem. */
  async deleteBranch(branch: string): Promise<void> {
    const ref = `refs/heads/${branch}`;
    await this.git
      .text(
        [
          'push',
          '--quiet',
          '--no-verify',
          '--end-of-options',
          this.source.url,
          `:${ref}`,
        ],
        { ...this.remoteCall(), directory: this.directory },
      )
      .catch(error => {
        if (!/remote ref does not exist/.test(String(error))) {
          throw error;
        }
      });
    await this.local(['update-ref', '-d', ref]).catch(() => undefined);
  }

  private async mergeTree(ours: string, theirs: string): Promise<string> {
    try {
      const answer = await this.local([
        'merge-tree',
        '--write-tree',
        '-z',
        '--name-only',
        '--no-messages',
        checked(ours),
        checked(theirs),
      ]);
      return answer.split('\0')[0];
    } catch (error) {
      if (error instanceof GitError && error.exitCode === 1) {
        throw new MergeConflictError(await this.conflictsOf(ours, theirs));
      }
      throw error;
    }
  }

  /** Files that both sides changed since they parted. */
  private async conflictsOf(ours: string, theirs: string): Promise<string[]> {
    const base = (
      await this.local(['merge-base', checked(ours), checked(theirs)])
    ).trim();
    const changed = async (to: string) =>
      (
        await this.local([
          'diff-tree',
          '-r',
          '-z',
          '--name-only',
          base,
          checked(to),
        ])
      )
        .split('\0')
        .filter(Boolean);
    const left = new Set(await changed(ours));
    return (await changed(theirs)).filter(file => left.has(file));
  }

  private async commitTree(
    tree: string,
    parents: readonly string[],
    author: Author,
    message: string,
  ): Promise<string> {
    return (
      await this.git.text(
        [
          'commit-tree',
          ...parents.flatMap(parent => ['-p', checked(parent)]),
          '-F',
          '-',
          checked(tree),
        ],
        {
          directory: this.directory,
          input: message,
          env: {
            GIT_AUTHOR_NAME: nameForGit(author.name),
            GIT_AUTHOR_EMAIL: nameForGit(author.email),
            GIT_COMMITTER_NAME: COMMITTER.name,
            GIT_COMMITTER_EMAIL: COMMITTER.email,
          },
        },
      )
    ).trim();
  }

  private local(args: readonly string[]): Promise<string> {
    return this.git.text(args, { directory: this.directory });
  }

  private remoteCall() {
    const { authentication, protocol } = this.source;
    return {
      config: authentication,
      env: { GIT_ALLOW_PROTOCOL: protocol },
      timeoutMs: this.limits.timeoutMs,
    };
  }

  private async prepare(): Promise<void> {
    try {
      await stat(path.join(this.directory, 'HEAD'));
    } catch {
      await mkdir(this.directory, { recursive: true, mode: 0o700 });
      // An empty template: no hooks, not even examples of them.
      await this.git.text([
        'init',
        '--quiet',
        '--bare',
        '--template=',
        '--end-of-options',
        this.directory,
      ]);
    }
  }

  /** One writer at a time in this process; Git's own locks keep out others. */
  private exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.busy.then(work, work);
    this.busy = result.catch(() => undefined);
    return result;
  }
}

/** Object names only: nothing that Git would read as an option or a range. */
function checked(object: string): string {
  if (!/^[0-9a-f]{40,64}$/.test(object)) {
    throw new GitError(`"${object}" is no full object name`);
  }
  return object;
}

/** Git refuses empty names, and reads angle brackets and line ends. */
function nameForGit(text: string): string {
  return text.replace(/[<>\p{Cc}]/gu, ' ').trim() || 'unknown';
}

function parseCommits(text: string): Commit[] {
  const fields = text.split('\0');
  const commits: Commit[] = [];
  for (let at = 0; at + 4 < fields.length; at += 5) {
    const [id, name, email, authoredAt, title] = fields.slice(at, at + 5);
    commits.push({
      id: id.trim(),
      author: { name, email },
      authoredAt: new Date(authoredAt).toISOString(),
      title: title.slice(0, 500),
    });
  }
  return commits;
}

async function sizeOf(directory: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const child = path.join(directory, entry.name);
    if (entry.isDirectory()) {
      bytes += await sizeOf(child);
    } else {
      // Git moves its temporary files while we look.
      bytes += await stat(child).then(
        ({ size }) => size,
        () => 0,
      );
    }
  }
  return bytes;
}
