import { promises as fs } from 'node:fs';
import path from 'node:path';
import { NotAllowedError } from '@backstage/errors';

/** A file below a folder: its path there, with `/`, and where its content is. */
export interface ListedFile {
  readonly path: string;
  readonly file: string;
}

/**
 * Lists all files below `folder`, sorted by path. Hidden files and folders are left out.
 *
 * Documentation comes from repositories that others write. A symbolic link that leads out of
 * `boundary` would publish files of this machine, so it is refused.
 *
 * @throws NotAllowedError when a symbolic link leaves `boundary` or leads back to a parent
 */
export async function listFiles(
  folder: string,
  boundary: string,
): Promise<ListedFile[]> {
  const root = await fs.realpath(boundary);
  const found: ListedFile[] = [];

  const visit = async (
    directory: string,
    prefix: string,
    parents: readonly string[],
  ): Promise<void> => {
    const entries = await fs.readdir(directory, { withFileTypes: true });
    for (const entry of entries) {
      if (entry.name.startsWith('.')) {
        continue;
      }
      const relative = prefix + entry.name;
      const file = await resolveWithin(root, path.join(directory, entry.name));
      const stats = await fs.stat(file);
      if (stats.isDirectory()) {
        if (parents.includes(file)) {
          throw new NotAllowedError(
            `The symbolic link ${relative} leads back to a folder that holds it`,
          );
        }
        await visit(file, `${relative}/`, [...parents, file]);
      } else if (stats.isFile()) {
        found.push({ path: relative, file });
      }
    }
  };

  const start = await resolveWithin(root, path.resolve(folder));
  await visit(start, '', [start]);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The real path of `file`.
 *
 * @throws NotAllowedError when it is not `root` or below it; `root` must be a real path
 */
export async function resolveWithin(
  root: string,
  file: string,
): Promise<string> {
  // The path as written comes first, so that the answer does not tell which files exist elsewhere.
  if (isBelow(root, file)) {
    const real = await fs.realpath(file);
    if (isBelow(root, real)) {
      return real;
    }
  }
  throw new NotAllowedError(
    `${path.relative(root, file)} leads out of the documentation's folder`,
  );
}

function isBelow(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return !(
    relative === '..' ||
    relative.startsWith(`..${path.sep}`) ||
    path.isAbsolute(relative)
  );
}
