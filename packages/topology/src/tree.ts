/**
 * What may stand at a path of a {@link Tree}: the text or bytes of a file, or a
 * symbolic link, which is reported and never followed.
 *
 * @public
 */
export type TreeEntry = string | Uint8Array | SymbolicLink;

/** A symbolic link and where it points. @public */
export interface SymbolicLink {
  readonly symbolicLink: string;
}

/**
 * A deployment repository in memory: paths from its root, with `/` between
 * segments (`deployment.yaml`, `topology/prod/kafka.yaml`), and what is there.
 * A path that ends with `/` is a directory without files.
 *
 * @public
 */
export type Tree = ReadonlyMap<string, TreeEntry>;

/**
 * What changed in a tree: the new entry of each path, or `undefined` where a
 * path is gone.
 *
 * @public
 */
export type TreeChanges = ReadonlyMap<string, TreeEntry | undefined>;

/**
 * One directory, immutable: an edit makes new directories from the root to the
 * edited file and keeps all others, so that unchanged subtrees are known by
 * identity.
 */
export interface Directory {
  readonly files: ReadonlyMap<string, TreeEntry>;
  readonly directories: ReadonlyMap<string, Directory>;
}

interface MutableDirectory extends Directory {
  readonly files: Map<string, TreeEntry>;
  readonly directories: Map<string, MutableDirectory>;
}

function newDirectory(): MutableDirectory {
  return {
    files: new Map(),
    directories: new Map(),
  };
}

/** Directories from the flat paths of a tree. */
export function directoryFromTree(tree: Tree): Directory {
  const root = newDirectory();
  // Neighbouring paths mostly share their directory: remember the last ones.
  const known = new Map<string, MutableDirectory>([['', root]]);
  const directoryAt = (path: string): MutableDirectory => {
    const met = known.get(path);
    if (met) {
      return met;
    }
    let directory = root;
    for (const name of path.split('/')) {
      const child: MutableDirectory =
        directory.directories.get(name) ?? newDirectory();
      directory.directories.set(name, child);
      directory = child;
    }
    known.set(path, directory);
    return directory;
  };
  for (const [path, entry] of tree) {
    const slash = path.lastIndexOf('/');
    const directory = directoryAt(slash < 0 ? '' : path.slice(0, slash));
    const name = path.slice(slash + 1);
    if (name !== '') {
      directory.files.set(name, entry);
    }
  }
  return root;
}

/** The directory with one path changed; directories left empty disappear. */
export function withEntry(
  directory: Directory,
  segments: readonly string[],
  entry: TreeEntry | undefined,
): Directory {
  const [name, ...rest] = segments;
  if (rest.length === 0) {
    if (name === '') {
      return directory;
    }
    const files = new Map(directory.files);
    if (entry === undefined) {
      files.delete(name);
    } else {
      files.set(name, entry);
    }
    return { files, directories: directory.directories };
  }
  const child = withEntry(
    directory.directories.get(name) ?? newDirectory(),
    rest,
    entry,
  );
  const directories = new Map(directory.directories);
  const vanished =
    entry === undefined && child.files.size + child.directories.size === 0;
  if (vanished) {
    directories.delete(name);
  } else {
    directories.set(name, child);
  }
  return { files: directory.files, directories };
}
