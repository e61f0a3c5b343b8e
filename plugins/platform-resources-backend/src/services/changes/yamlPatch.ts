import { ConflictError, InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { Document, isMap, isNode, isSeq, parseAllDocuments } from 'yaml';

export type YamlPath = readonly (string | number)[];

/** A file of YAML documents that keeps its comments while it is changed. */
export class YamlFile {
  private readonly documents: Document[];

  /** @throws InputError if the text is no YAML */
  constructor(private readonly name: string, text: string | undefined) {
    const parsed = parseAllDocuments(text ?? '');
    this.documents =
      'empty' in parsed || parsed.length === 0
        ? [new Document({})]
        : (parsed as Document[]);
    const [error] = this.documents[0].errors;
    if (error) {
      throw new InputError(
        `${name} is not valid YAML, so it can only be edited as a whole: ${error.message}`,
      );
    }
    if (this.first.contents === null) {
      this.first.contents = this.first.createNode({});
    }
  }

  /** The document that edits go to: the one without `$target`. */
  private get first(): Document {
    return (
      this.documents.find(document => !document.has('$target')) ??
      this.documents[0]
    );
  }

  /** @returns the text, or `undefined` if nothing is left in it */
  toText(): string | undefined {
    const { contents } = this.documents[0];
    const isEmpty =
      this.documents.length === 1 &&
      isMap(contents) &&
      contents.items.length === 0;
    return isEmpty
      ? undefined
      : this.documents
          .map(document => document.toString({ lineWidth: 0 }))
          .join('');
  }

  copy(): YamlFile {
    return new YamlFile(this.name, this.toText());
  }

  has(path: YamlPath): boolean {
    return path.length === 0 || this.first.hasIn(path);
  }

  get(path: YamlPath): unknown {
    const node =
      path.length === 0 ? this.first.contents : this.first.getIn(path, true);
    return isNode(node) ? node.toJS(this.first) : node;
  }

  /** Puts a value at a place, with the comments of what was there. */
  set(path: YamlPath, value: unknown): void {
    const document = this.first;
    const node = document.createNode(value);
    const before =
      path.length > 0 ? document.getIn(path, true) : document.contents;
    if (isNode(before) && isNode(node)) {
      node.comment = before.comment;
      node.commentBefore = before.commentBefore;
    }
    if (path.length === 0) {
      document.contents = node;
    } else {
      document.setIn(path, node);
    }
  }

  remove(path: YamlPath): void {
    this.first.deleteIn(path);
  }

  /** @returns how many items a list has; `undefined` if there is no list */
  lengthOf(path: YamlPath): number | undefined {
    const node = this.first.getIn(path, true);
    return isSeq(node) ? node.items.length : undefined;
  }

  insert(list: YamlPath, index: number, value: unknown): void {
    const node = this.first.getIn(list, true);
    if (isSeq(node)) {
      node.items.splice(index, 0, this.first.createNode(value));
    }
  }

  /** Segments of a JSON Pointer below a place; those into lists become numbers. */
  pathOf(pointer: string, below: YamlPath = []): (string | number)[] {
    if (pointer !== '' && !pointer.startsWith('/')) {
      throw new InputError(
        `The patch of ${this.name} has a path that is no JSON Pointer: ${pointer}`,
      );
    }
    const path = [...below];
    for (const segment of pointer.split('/').slice(1)) {
      const key = segment.replace(/~1/g, '/').replace(/~0/g, '~');
      const isIndex = /^[0-9]+$/.test(key) && this.lengthOf(path) !== undefined;
      path.push(isIndex ? Number(key) : key);
    }
    return path;
  }

  /** Applies a JSON Patch as it is written. */
  patch(operations: readonly JsonObject[]): void {
    for (const operation of operations) {
      const { op, path: pointer, value } = readOperation(this.name, operation);
      const path = this.pathOf(pointer);
      const list = path.slice(0, -1);
      const last = path[path.length - 1];
      const length = path.length > 0 ? this.lengthOf(list) : undefined;
      if (op === 'add' && length !== undefined) {
        const index = last === '-' ? length : Number(last);
        if (!Number.isInteger(index) || index < 0 || index > length) {
          throw this.missing(pointer);
        }
        this.insert(list, index, value);
      } else if (op === 'add') {
        this.set(path, value);
      } else if (!this.has(path) || (op === 'remove' && path.length === 0)) {
        throw this.missing(pointer);
      } else if (op === 'replace') {
        this.set(path, value);
      } else {
        this.remove(path);
      }
    }
  }

  private missing(pointer: string): ConflictError {
    return new ConflictError(
      `${this.name} has nothing at ${pointer} (any more): look at the newest commit`,
    );
  }
}

const OPS = ['add', 'replace', 'remove'] as const;

/** @throws InputError for what is no operation that is known here */
export function readOperation(
  name: string,
  { op, path, value }: JsonObject,
): {
  readonly op: (typeof OPS)[number];
  readonly path: string;
  readonly value: unknown;
} {
  const known = OPS.find(other => other === op);
  if (!known || typeof path !== 'string') {
    throw new InputError(
      `The patch of ${name} knows add, replace and remove with a path, not ${JSON.stringify(
        { op, path },
      )}`,
    );
  }
  return { op: known, path, value };
}
