import { commitOfLine } from '@commonhold/topology/node';

/** Where something comes from, a file or something else. */
interface AnyOrigin {
  readonly kind: string;
  readonly file?: string;
  readonly line?: number;
}

/**
 * An origin with the commit that last changed its line: null if the line is not
 * committed, absent if the origin is no file.
 */
export type Committed<T> = T & { readonly commit?: string | null };

/** Finds the commits of lines; asks Git once for each. */
export class Commits {
  readonly #known = new Map<string, string | null>();

  constructor(private readonly directory: string) {}

  of<T extends AnyOrigin>(origin: T): Committed<T> {
    const { file, line } = origin;
    if (file === undefined || line === undefined) {
      return origin;
    }
    const key = `${file}:${line}`;
    let commit = this.#known.get(key);
    if (commit === undefined) {
      commit = commitOfLine(this.directory, file, line) ?? null;
      this.#known.set(key, commit);
    }
    return { ...origin, commit };
  }
}
