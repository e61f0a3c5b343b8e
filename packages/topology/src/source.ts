/** A place in a file. Line and column count from 1. @public */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * The file that values come from. Values remember their source and an offset
 * only; lines and columns are counted when somebody asks, which keeps the
 * provenance of every value at the price of one number.
 */
export class Source {
  #lineStarts: number[] | undefined;

  constructor(
    readonly file: string,
    readonly text: string,
    /** How many nodes stand above the file's own; the root has depth 0. */
    readonly depth: number,
  ) {}

  place(offset: number): Place {
    const starts = (this.#lineStarts ??= lineStarts(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return {
      file: this.file,
      line: low + 1,
      column: offset - starts[low] + 1,
    };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  let newline = text.indexOf('\n');
  while (newline >= 0) {
    starts.push(newline + 1);
    newline = text.indexOf('\n', newline + 1);
  }
  return starts;
}

/** The source of values that no file sets: defaults of a component's schema. */
export const SCHEMA_DEFAULT = new Source('', '', 0);
