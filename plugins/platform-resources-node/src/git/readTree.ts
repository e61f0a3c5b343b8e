import { Tree, TreeEntry } from '@commonhold/topology';
import { GitProgram } from './GitProgram';

/** A file may have 1 MiB; one byte more tells the resolver that it has more. */
const MAX_FILE_BYTES = 1024 * 1024;
const TOO_LARGE = new Uint8Array(MAX_FILE_BYTES + 1);

/** Far above what a repository of overlays needs, far below what hurts. */
const MAX_FILES = 100_000;
const MAX_TREE_BYTES = 128 * 1024 * 1024;

/** A tree that no honest repository has. */
export class TreeTooLargeError extends Error {
  constructor() {
    super(
      `The repository has more than ${MAX_FILES} files or ${
        MAX_TREE_BYTES / 1024 / 1024
      } MiB below topology. Move what is no configuration elsewhere`,
    );
    this.name = 'TreeTooLargeError';
  }
}

/**
 * Reads `deployment.yaml` and `topology/` of a commit straight from the objects of a
 * bare repository. Nothing is checked out: links, submodules and odd names never
 * meet a file system. Sizes are known before content is read, so that a small pack
 * that unfolds to gigabytes costs nothing.
 *
 * @throws TreeTooLargeError
 */
export async function readTree(
  git: GitProgram,
  directory: string,
  commit: string,
): Promise<Tree> {
  const listed = await git.text(
    [
      'ls-tree',
      '-r',
      '-l',
      '-z',
      '--full-tree',
      '--end-of-options',
      commit,
      'deployment.yaml',
      'topology',
    ],
    { directory, maxOutputBytes: 32 * 1024 * 1024 },
  );
  const tree = new Map<string, TreeEntry>();
  const blobs: { path: string; id: string; isLink: boolean }[] = [];
  let bytes = 0;
  for (const line of listed.split('\0')) {
    const match = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t([^]*)$/.exec(line);
    if (match) {
      const [, mode, type, id, size, path] = match;
      const isLink = mode === '120000';
      if (type !== 'blob' || !(isLink || path.endsWith('.yaml'))) {
        // A submodule, or a file whose content does not matter.
        tree.set(type === 'blob' ? path : `${path}/`, '');
      } else if (Number(size) > MAX_FILE_BYTES) {
        tree.set(path, isLink ? { symbolicLink: '' } : TOO_LARGE);
      } else {
        blobs.push({ path, id, isLink });
        bytes += Number(size);
      }
      if (tree.size + blobs.length > MAX_FILES || bytes > MAX_TREE_BYTES) {
        throw new TreeTooLargeError();
      }
    }
  }
  const contents = await readBlobs(git, directory, blobs, bytes);
  blobs.forEach(({ path, isLink }, i) => {
    tree.set(
      path,
      isLink ? { symbolicLink: contents[i].toString('utf8') } : contents[i],
    );
  });
  return tree;
}

async function readBlobs(
  git: GitProgram,
  directory: string,
  blobs: readonly { readonly id: string }[],
  bytes: number,
): Promise<Buffer[]> {
  if (blobs.length === 0) {
    return [];
  }
  const output = await git.bytes(['cat-file', '--batch'], {
    directory,
    input: `${blobs.map(({ id }) => id).join('\n')}\n`,
    maxOutputBytes: bytes + blobs.length * 200,
  });
  // Each object is `<id> <type> <size>\n<content>\n`.
  const contents: Buffer[] = [];
  let at = 0;
  while (contents.length < blobs.length) {
    const end = output.indexOf(10, at);
    const size = Number(/ (\d+)$/.exec(output.toString('utf8', at, end))?.[1]);
    if (end < 0 || !Number.isSafeInteger(size)) {
      throw new Error('An object of the repository cannot be read');
    }
    contents.push(output.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return contents;
}
