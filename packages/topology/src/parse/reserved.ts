import { FindingCode } from '../findingCodes';
import { pointerOfSegments } from '../pointer';
import { Source } from '../source';
import { Deletion, FinalMark, Finals, LayerValue, Replacement } from '../value';
import { isGlob } from '../glob';
import { Entry, Interpretation, Standing, mapFromEntries } from './converter';

/** A problem of a document, before it is known which component it belongs to. */
export interface DocumentProblem {
  readonly code: FindingCode;
  readonly message: string;
  readonly offset: number;
  readonly pointer: string;
  readonly subject: string;
}

/** Which leaves a document is for: all whose labels match every pattern. */
export interface Target {
  readonly patterns: readonly (readonly [label: string, pattern: string])[];
}

/**
 * How specific a document is within its node: 0 without `$target`, 1 with a glob
 * in it, 2 exact. Documents apply in this order.
 */
export type Specificity = 0 | 1 | 2;

export function specificityOf(target: Target | undefined): Specificity {
  if (!target) {
    return 0;
  }
  return target.patterns.some(([, pattern]) => isGlob(pattern)) ? 1 : 2;
}

const WORDS = new Set(['$target', '$replace', '$delete', '$final']);

/**
 * Reads the reserved words of one document: `$target` at its top, `$replace`,
 * `$delete` and `$final` in any map, `$$x` for the plain key `$x`.
 */
export class ReservedWords implements Interpretation {
  target: Target | undefined;
  readonly problems: DocumentProblem[] = [];

  reserved(
    entries: readonly Entry[],
    source: Source,
    offset: number,
    standing: Standing,
  ): LayerValue {
    const plain: Entry[] = [];
    const words = new Map<string, Entry>();
    for (const entry of entries) {
      if (!entry.key.startsWith('$')) {
        plain.push(entry);
      } else if (entry.key.startsWith('$$')) {
        plain.push({ ...entry, key: entry.key.slice(1) });
      } else if (WORDS.has(entry.key)) {
        words.set(entry.key, entry);
      } else {
        this.#misuse(
          entry,
          standing,
          `${entry.key} is not a reserved word (they are $target, $replace, $delete and $final). For a plain key write $${entry.key}.`,
        );
      }
    }
    this.#readTarget(words.get('$target'), standing);
    const deletion = words.get('$delete');
    const replacement = words.get('$replace');
    const final = words.get('$final');
    if (deletion) {
      const other = replacement ?? final;
      return this.#deletion(deletion, other, plain, source, offset, standing);
    }
    if (replacement) {
      const other = final ?? plain[0];
      if (other) {
        this.#misuse(
          replacement,
          standing,
          `$replace stands alone in its map: move ${other.key} into the value that it puts in place.`,
        );
      }
      return new Replacement(replacement.value, source, offset);
    }
    return mapFromEntries(
      plain,
      source,
      offset,
      final && this.#finals(final, source, standing),
    );
  }

  imprecise(text: string, offset: number, { path }: Standing): void {
    this.problems.push({
      code: 'PRECISION',
      message: `${text} is too large to be kept exactly. Put it in quotes.`,
      offset,
      pointer: pointerOfSegments(path),
      subject: text,
    });
  }

  #readTarget(entry: Entry | undefined, standing: Standing): void {
    if (!entry) {
      return;
    }
    if (standing.path.length > 0) {
      this.#misuse(
        entry,
        standing,
        '$target stands at the top of a document only. Put what it is for into a document of its own, after ---.',
      );
      return;
    }
    const patterns: [string, string][] = [];
    const { value } = entry;
    if (value.kind === 'map') {
      for (let i = 0; i < value.keys.length; i++) {
        const pattern = value.values[i];
        if (pattern.kind === 'scalar' && typeof pattern.value === 'string') {
          patterns.push([value.keys[i], pattern.value]);
        }
      }
    }
    if (value.kind !== 'map' || patterns.length !== value.keys.length) {
      this.#misuse(
        entry,
        standing,
        '$target is a map of labels to patterns, all of them text: { region: "eu-*" }. Put numbers, true and false in quotes.',
      );
      return;
    }
    this.target = { patterns };
  }

  #deletion(
    entry: Entry,
    other: Entry | undefined,
    plain: readonly Entry[],
    source: Source,
    offset: number,
    standing: Standing,
  ): LayerValue {
    if (entry.value.kind !== 'scalar' || entry.value.value !== true) {
      this.#misuse(
        entry,
        standing,
        '$delete is true or absent: to keep what is beneath, remove the line.',
      );
      return mapFromEntries(plain, source, offset);
    }
    const stranger = other ?? (standing.inList ? undefined : plain[0]);
    if (stranger) {
      this.#misuse(
        entry,
        standing,
        `$delete removes everything here, so ${stranger.key} beside it means nothing. Remove one of the two; to put something else in place, use $replace.`,
      );
      return mapFromEntries(plain, source, offset);
    }
    return new Deletion(
      source,
      offset,
      standing.inList ? mapFromEntries(plain, source, offset) : undefined,
    );
  }

  #finals(
    entry: Entry,
    source: Source,
    standing: Standing,
  ): Finals | undefined {
    const { value } = entry;
    const mark = { source, offset: entry.keyOffset };
    if (value.kind === 'scalar' && value.value === true) {
      return { all: mark };
    }
    if (value.kind === 'list') {
      const keys = new Map<string, FinalMark>();
      for (const item of value.items) {
        if (item.kind === 'scalar' && typeof item.value === 'string') {
          keys.set(item.value, mark);
        }
      }
      if (keys.size > 0 && keys.size === value.items.length) {
        return { keys };
      }
    }
    this.#misuse(
      entry,
      standing,
      '$final is true, or a list of the different keys that deeper nodes may not change: [a, b].',
    );
    return undefined;
  }

  #misuse(entry: Entry, standing: Standing, message: string): void {
    this.problems.push({
      code: 'RESERVED',
      message,
      offset: entry.keyOffset,
      pointer: pointerOfSegments([...standing.path, entry.key]),
      subject: entry.key,
    });
  }
}
