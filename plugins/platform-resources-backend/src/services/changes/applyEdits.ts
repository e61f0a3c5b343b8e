import { ConflictError, InputError } from '@backstage/errors';
import { FileEdit } from '@commonhold/plugin-platform-resources-common';
import { Document, isMap, isNode, isSeq, parseAllDocuments } from 'yaml';

const MAX_FILE_BYTES = 1024 * 1024;
const SEGMENT = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/**
 * What files become by edits. Pure.
 *
 * @param read - the present content of a file; `undefined` if there is none
 * @returns new contents by path; `undefined` for what is removed
 * @throws InputError, ConflictError
 */
export async function applyEdits(
  edits: readonly FileEdit[],
  read: (file: string) => Promise<string | undefined>,
): Promise<Map<string, string | undefined>> {
  const files = new Map<string, string | undefined>();
  for (const edit of edits) {
    const file = checkedPath(edit.file);
    const before = files.has(file) ? files.get(file) : await read(file);
    const after =
      'patch' in edit && edit.patch !== undefined
        ? patched(file, before, edit.patch)
        : contentOf(edit);
    if (after !== undefined && Buffer.byteLength(after) > MAX_FILE_BYTES) {
      throw new InputError(`${file} would be larger than 1 MiB`);
    }
    if (before === undefined && after === undefined) {
      throw new ConflictError(
        `${file} is not there (any more): look at the newest commit`,
      );
    }
    files.set(file, after);
  }
  return files;
}

function contentOf(edit: FileEdit): string | undefined {
  if (!('content' in edit) || edit.content === undefined) {
    throw new InputError(
      `The edit of ${edit.file} says neither content nor patch`,
    );
  }
  return edit.content ?? undefined;
}

/** Overlays, nodes and the deployment itself; nothing else of a repository. */
function checkedPath(file: string): string {
  const segments = file.split('/');
  const name = segments.pop() ?? '';
  const inTopology =
    segments[0] === 'topology' &&
    segments.slice(1).every(segment => SEGMENT.test(segment)) &&
    name.endsWith('.yaml') &&
    SEGMENT.test(name.slice(0, -'.yaml'.length));
  if (file !== 'deployment.yaml' && !inTopology) {
    throw new InputError(
      `${file} cannot be edited here: only deployment.yaml and YAML files below topology/ can`,
    );
  }
  return file;
}

/** Changes single places and keeps the comments of the rest. */
function patched(
  file: string,
  text: string | undefined,
  patch: readonly object[],
): string | undefined {
  const documents = parseAllDocuments(text ?? '', {
    maxAliasCount: 100,
  } as object);
  const first: Document =
    'empty' in documents || documents.length === 0
      ? new Document({})
      : (documents[0] as unknown as Document);
  if (first.errors.length > 0) {
    throw new InputError(
      `${file} is not valid YAML, so it can only be edited as a whole: ${first.errors[0].message}`,
    );
  }
  if (first.contents === null) {
    first.contents = first.createNode({}) as never;
  }
  for (const operation of patch) {
    applyOperation(file, first, operation);
  }
  const rest = 'empty' in documents ? [] : documents.slice(1);
  if (
    rest.length === 0 &&
    isMap(first.contents) &&
    first.contents.items.length === 0
  ) {
    return undefined;
  }
  return [first, ...rest]
    .map(document => document.toString({ lineWidth: 0 }))
    .join('');
}

type Operation = {
  readonly op?: unknown;
  readonly path?: unknown;
  readonly value?: unknown;
};

function applyOperation(
  file: string,
  document: Document,
  operation: Operation,
): void {
  const { op, path, value } = operation;
  if (typeof path !== 'string' || !(path === '' || path.startsWith('/'))) {
    throw new InputError(
      `The patch of ${file} has a path that is no JSON Pointer: ${String(
        path,
      )}`,
    );
  }
  const keys = keysOf(document, path);
  const parent = keys.slice(0, -1);
  const last = keys[keys.length - 1];
  const exists = keys.length === 0 || document.hasIn(keys);
  const missing = () =>
    new ConflictError(
      `${file} has nothing at ${path} (any more): look at the newest commit`,
    );
  switch (op) {
    case 'add': {
      const list = document.getIn(parent, true);
      if (keys.length === 0) {
        document.contents = document.createNode(value) as never;
      } else if (isSeq(list)) {
        const index = last === '-' ? list.items.length : Number(last);
        if (
          !Number.isInteger(index) ||
          index < 0 ||
          index > list.items.length
        ) {
          throw missing();
        }
        list.items.splice(index, 0, document.createNode(value));
      } else {
        document.setIn(keys, document.createNode(value));
      }
      return;
    }
    case 'replace':
      if (!exists) {
        throw missing();
      }
      setKeepingComments(document, keys, value);
      return;
    case 'remove':
      if (!exists || keys.length === 0) {
        throw missing();
      }
      document.deleteIn(keys);
      return;
    default:
      throw new InputError(
        `The patch of ${file} knows add, replace and remove, not ${String(op)}`,
      );
  }
}

function setKeepingComments(
  document: Document,
  keys: readonly (string | number)[],
  value: unknown,
): void {
  const node = document.createNode(value);
  const before =
    keys.length > 0 ? document.getIn(keys, true) : document.contents;
  if (isNode(before) && isNode(node)) {
    node.comment = before.comment;
    node.commentBefore = before.commentBefore;
  }
  if (keys.length === 0) {
    document.contents = node as never;
  } else {
    document.setIn(keys, node);
  }
}

/** Segments of a JSON Pointer; those into lists become numbers. */
function keysOf(document: Document, pointer: string): (string | number)[] {
  const keys: (string | number)[] = [];
  for (const segment of pointer.split('/').slice(1)) {
    const key = segment.replace(/~1/g, '/').replace(/~0/g, '~');
    const parent =
      keys.length > 0 ? document.getIn(keys, true) : document.contents;
    keys.push(isSeq(parent) && /^[0-9]+$/.test(key) ? Number(key) : key);
  }
  return keys;
}
