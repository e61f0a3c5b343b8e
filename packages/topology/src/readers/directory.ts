import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
} from 'fs';
import { join } from 'path';
import { MAX_FILE_BYTES } from '../parse/files';
import { TreeEntry } from '../tree';

/**
 * Reads a deployment repository from a directory: `deployment.yaml` and everything
 * below `topology/`, and nothing else. Links are not followed. Of a file that is too
 * large only enough is read to tell.
 *
 * @throws the file system's errors, for what cannot be read at all
 * @public
 */
export function readDirectory(directory: string): Map<string, TreeEntry> {
  const tree = new Map<string, TreeEntry>();
  for (const child of readdirSync(directory, { withFileTypes: true })) {
    if (child.name === 'deployment.yaml' || child.name === 'topology') {
      readInto(tree, join(directory, child.name), child.name, child);
    }
  }
  return tree;
}

interface Kind {
  isSymbolicLink(): boolean;
  isDirectory(): boolean;
}

function readInto(
  tree: Map<string, TreeEntry>,
  from: string,
  path: string,
  kind: Kind,
): void {
  if (kind.isSymbolicLink()) {
    tree.set(path, { symbolicLink: readlinkSync(from) });
  } else if (kind.isDirectory()) {
    const children = readdirSync(from, { withFileTypes: true });
    if (children.length === 0) {
      tree.set(`${path}/`, '');
    }
    for (const child of children) {
      readInto(tree, `${from}/${child.name}`, `${path}/${child.name}`, child);
    }
  } else if (path.endsWith('.yaml')) {
    tree.set(path, readText(from));
  } else {
    // Its name may matter, its content never does.
    tree.set(path, '');
  }
}

/** One byte more than a file may have, so that a file too large is known. */
const buffer = Buffer.allocUnsafe(MAX_FILE_BYTES + 1);

function readText(file: string): string | Uint8Array {
  const descriptor = openSync(file, 'r');
  try {
    if (!fstatSync(descriptor).isFile()) {
      throw new Error(`${file} is no regular file. Replace it by one.`);
    }
    let length = 0;
    for (;;) {
      const read = readSync(
        descriptor,
        buffer,
        length,
        buffer.length - length,
        null,
      );
      length += read;
      if (read === 0 || length === buffer.length) {
        break;
      }
    }
    const text = buffer.toString('utf8', 0, length);
    // Bytes that are no UTF-8 are for the resolver to tell about.
    return text.includes('\ufffd') || length > MAX_FILE_BYTES
      ? Uint8Array.from(buffer.subarray(0, length))
      : text;
  } finally {
    closeSync(descriptor);
  }
}
