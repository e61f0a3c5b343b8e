import { Source } from '../source';
import { SymbolicLink, TreeEntry } from '../tree';
import { YamlProblem } from './hostileText';
import { NodeFile, readNodeFile } from './nodeFile';
import { Overlay, readOverlay } from './overlay';
import { Unreadable, unreadable } from './unreadable';
import { nodeFileAt, overlayAt } from './rebind';

/** Bytes in a file at most. */
export const MAX_FILE_BYTES = 1024 * 1024;

/** A file's source, or why there is none. */
export function openFile(
  file: string,
  entry: TreeEntry,
  depth: number,
): { source: Source; unreadable?: Unreadable } {
  if (isSymbolicLink(entry)) {
    return {
      source: new Source(file, '', depth),
      unreadable: {
        code: 'SYMLINK',
        message: `${file} is a symbolic link to ${entry.symbolicLink}. Replace it by a file; to share settings, move them to a node above.`,
        offset: undefined,
      },
    };
  }
  const text = textOf(entry);
  return text instanceof YamlProblem
    ? { source: new Source(file, '', depth), unreadable: unreadable(text) }
    : { source: new Source(file, text, depth) };
}

export function isSymbolicLink(entry: TreeEntry): entry is SymbolicLink {
  return typeof entry === 'object' && !(entry instanceof Uint8Array);
}

function textOf(entry: string | Uint8Array): string | YamlProblem {
  if (typeof entry === 'string') {
    // A character is up to three bytes of UTF-8: most texts need no counting.
    return entry.length * 3 > MAX_FILE_BYTES &&
      new TextEncoder().encode(entry).length > MAX_FILE_BYTES
      ? tooLarge()
      : entry;
  }
  if (entry.length > MAX_FILE_BYTES) {
    return tooLarge();
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(entry);
  } catch {
    return new YamlProblem(0, 'The file is not UTF-8 text. Save it as UTF-8.');
  }
}

function tooLarge(): YamlProblem {
  return new YamlProblem(0, 'The file is larger than 1 MiB. Split it.');
}

/**
 * Parses files, those with equal content once. Equal files at different places
 * are copies of one parse, each knowing its own place.
 */
export class FileParser {
  readonly #overlays = new Map<string, Overlay>();
  readonly #nodeFiles = new Map<string, NodeFile>();

  overlay(file: string, entry: TreeEntry, depth: number): Overlay {
    const opened = openFile(file, entry, depth);
    if (opened.unreadable) {
      return { ...opened, documents: [], unreadable: opened.unreadable };
    }
    const { source } = opened;
    const known = this.#overlays.get(source.text);
    if (known) {
      return overlayAt(known, source);
    }
    const overlay = readOverlay(source);
    this.#overlays.set(source.text, overlay);
    return overlay;
  }

  nodeFile(file: string, entry: TreeEntry, depth: number): NodeFile {
    const opened = openFile(file, entry, depth);
    const { source } = opened;
    if (opened.unreadable) {
      return {
        source,
        settings: undefined,
        unreadable: opened.unreadable,
        problems: [],
      };
    }
    const known = this.#nodeFiles.get(source.text);
    if (known) {
      return nodeFileAt(known, source);
    }
    const nodeFile = readNodeFile(source);
    this.#nodeFiles.set(source.text, nodeFile);
    return nodeFile;
  }
}
