import { spawn, spawnSync } from 'child_process';
import { MAX_FILE_BYTES } from '../parse/files';
import { TreeEntry } from '../tree';

/** Why a Git repository could not be read. @public */
export class GitError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'GitError';
  }
}

/** @public */
export interface GitRevision {
  /** The full name of the commit. */
  readonly commit: string;
  readonly tree: Map<string, TreeEntry>;
}

/**
 * Reads a deployment repository at a revision, without a checkout: from a bare
 * repository as well, and also where the deployment repository is a directory
 * inside a larger one.
 *
 * @param directory - in the repository, where `deployment.yaml` is
 * @param revision - anything Git takes for a commit: a branch, a tag, `HEAD~2`
 * @throws GitError if there is no such repository or revision
 * @public
 */
export async function readGitRevision(
  directory: string,
  revision: string,
): Promise<GitRevision> {
  const commit = git(directory, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]).trim();
  if (!commit) {
    throw new GitError(
      `${directory} has no revision ${revision}. Name a branch, a tag or a commit.`,
    );
  }
  const prefix = git(directory, ['rev-parse', '--show-prefix']).trim();
  const listed = git(directory, [
    'ls-tree',
    '-r',
    '-z',
    '--full-tree',
    commit,
    '--',
    `${prefix}deployment.yaml`,
    `${prefix}topology`,
  ]);
  const tree = new Map<string, TreeEntry>();
  const blobs: { path: string; id: string; isLink: boolean }[] = [];
  for (const line of listed.split('\0')) {
    const match = /^(\d+) (\w+) ([0-9a-f]+)\t([^]*)$/.exec(line);
    if (match) {
      const [, mode, type, id, name] = match;
      const path = name.slice(prefix.length);
      const isLink = mode === '120000';
      if (type === 'blob' && (isLink || path.endsWith('.yaml'))) {
        blobs.push({ path, id, isLink });
      } else {
        // A submodule, or a file whose content does not matter.
        tree.set(type === 'blob' ? path : `${path}/`, '');
      }
    }
  }
  const contents = await readBlobs(
    directory,
    blobs.map(({ id }) => id),
  );
  blobs.forEach(({ path, isLink }, i) => {
    const bytes = contents[i];
    tree.set(
      path,
      isLink ? { symbolicLink: Buffer.from(bytes).toString('utf8') } : bytes,
    );
  });
  return { commit, tree };
}

/**
 * The commit that last changed a line, or undefined if the line is not committed.
 *
 * @param revision - where to look; the working tree if it is left out
 * @public
 */
export function commitOfLine(
  directory: string,
  file: string,
  line: number,
  revision?: string,
): string | undefined {
  const result = spawnSync(
    'git',
    [
      'blame',
      '--porcelain',
      '-L',
      `${line},${line}`,
      ...(revision ? [revision] : []),
      '--',
      file,
    ],
    { cwd: directory, encoding: 'utf8' },
  );
  const commit = /^([0-9a-f]{40,64}) /.exec(result.stdout ?? '')?.[1];
  return result.status === 0 && commit && !/^0+$/.test(commit)
    ? commit
    : undefined;
}

function git(directory: string, args: readonly string[]): string {
  const result = spawnSync('git', args, {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 1024 * 1024 * 1024,
  });
  if (result.error) {
    throw new GitError(
      `Git cannot be run in ${directory}: ${result.error.message}`,
    );
  }
  if (result.status !== 0 && result.stderr.trim() !== '') {
    throw new GitError(`${directory}: ${result.stderr.trim()}`);
  }
  return result.stdout;
}

/** Reads many objects through one `git cat-file --batch`. */
function readBlobs(
  directory: string,
  ids: readonly string[],
): Promise<Uint8Array[]> {
  if (ids.length === 0) {
    return Promise.resolve([]);
  }
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['cat-file', '--batch'], {
      cwd: directory,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', chunk => chunks.push(chunk));
    child.stderr.on('data', chunk => errors.push(chunk));
    child.on('error', error => reject(new GitError(error.message)));
    // Git's end is told by its exit; a broken pipe adds nothing.
    child.stdin.on('error', () => {});
    child.on('close', code => {
      try {
        if (code !== 0) {
          throw new GitError(Buffer.concat(errors).toString('utf8').trim());
        }
        resolve(splitBatch(Buffer.concat(chunks), ids.length));
      } catch (error) {
        reject(error);
      }
    });
    child.stdin.end(`${ids.join('\n')}\n`);
  });
}

/** Each object is `<id> <type> <size>\n<content>\n`. */
function splitBatch(output: Buffer, count: number): Uint8Array[] {
  const contents: Uint8Array[] = [];
  let at = 0;
  while (contents.length < count) {
    const end = output.indexOf(10, at);
    const header = output.toString('utf8', at, end);
    const size = Number(/ (\d+)$/.exec(header)?.[1] ?? NaN);
    if (end < 0 || Number.isNaN(size)) {
      throw new GitError(`Git could not read an object: ${header}`);
    }
    // Of what is too large, only enough to tell.
    const kept = Math.min(size, MAX_FILE_BYTES + 1);
    contents.push(Uint8Array.from(output.subarray(end + 1, end + 1 + kept)));
    at = end + 1 + size + 1;
  }
  return contents;
}
