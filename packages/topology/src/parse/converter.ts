import { isAlias, isMap, isScalar, isSeq, Node, Pair } from 'yaml';
import { Source } from '../source';
import { MAX_DEPTH, tooDeep, YamlProblem } from './hostileText';
import {
  AnyValue,
  flagsOfList,
  flagsOfMap,
  JsonScalar,
  LayerValue,
  ListOf,
  MapOf,
  Scalar,
} from '../value';

/** Values that the aliases of one file may unfold to, all together. */
const MAX_ALIASED_VALUES = 10_000;

/** One entry of a map as it was written. */
export interface Entry {
  readonly key: string;
  readonly keyOffset: number;
  readonly value: LayerValue;
}

/** Where in a document a value stands. */
export interface Standing {
  readonly path: readonly (string | number)[];
  readonly inList: boolean;
}

/**
 * What the reader of a document wants to know besides its values. Both are
 * optional, since only overlays have reserved words.
 */
export interface Interpretation {
  /** Makes the value of a map that has a key beginning with `$`. */
  reserved?(
    entries: readonly Entry[],
    source: Source,
    offset: number,
    standing: Standing,
  ): LayerValue;
  /** A whole number that JSON cannot hold exactly. */
  imprecise?(text: string, offset: number, standing: Standing): void;
}

/** Makes our values of the nodes that the YAML library composes. */
export class Converter {
  readonly #source: Source;
  readonly #interpretation: Interpretation;
  readonly #anchors = new Map<string, { value: LayerValue; size: number }>();
  readonly #path: (string | number)[] = [];
  /** Values seen so far, those behind aliases counted each time. */
  #size = 0;
  #aliased = 0;
  /** Half a surrogate pair can only be written as an escape. */
  readonly #mayBeMalformed: boolean;

  constructor(source: Source, interpretation: Interpretation) {
    this.#source = source;
    this.#interpretation = interpretation;
    this.#mayBeMalformed =
      source.text.includes('\\u') ||
      source.text.includes('\\U') ||
      hasLoneSurrogate(source.text);
  }

  convert(node: Node | null, fallbackOffset = 0, inList = false): LayerValue {
    if (isAlias(node)) {
      return this.#alias(node.source, node.range?.[0] ?? fallbackOffset);
    }
    const before = this.#size;
    this.#size += 1;
    const offset = node?.range?.[0] ?? fallbackOffset;
    let value: LayerValue;
    if (isScalar(node)) {
      value = this.#scalar(node.value, node.source ?? '', offset, inList);
    } else if (isMap(node)) {
      value = this.#map(node.items, offset, inList);
    } else if (isSeq(node)) {
      value = this.#list(node.items, offset);
    } else {
      value = new Scalar(null, this.#source, offset);
    }
    const anchor = node && 'anchor' in node ? node.anchor : undefined;
    if (anchor) {
      this.#anchors.set(anchor, { value, size: this.#size - before });
    }
    return value;
  }

  #alias(name: string, offset: number): LayerValue {
    const anchored = this.#anchors.get(name);
    if (!anchored) {
      throw new YamlProblem(
        offset,
        `There is no anchor &${name} before this alias.`,
      );
    }
    this.#size += anchored.size;
    this.#aliased += anchored.size;
    if (this.#aliased > MAX_ALIASED_VALUES) {
      throw new YamlProblem(
        offset,
        `The aliases of this file unfold to more than ${MAX_ALIASED_VALUES} values.`,
      );
    }
    return anchored.value;
  }

  #scalar(
    value: unknown,
    text: string,
    offset: number,
    inList: boolean,
  ): Scalar {
    if (!isJsonScalar(value)) {
      throw new YamlProblem(
        offset,
        'This is not text, a number, true, false or null.',
      );
    }
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) {
        throw new YamlProblem(
          offset,
          `${text} is no number that JSON knows. Put it in quotes if you mean the text.`,
        );
      }
      if (
        Number.isInteger(value) &&
        !Number.isSafeInteger(value) &&
        /^[-+]?[0-9]+$/.test(text) &&
        BigInt(text.replace('+', '')) !== BigInt(value)
      ) {
        this.#interpretation.imprecise?.(text, offset, this.#standing(inList));
      }
    } else if (typeof value === 'string' && this.#isMalformed(value)) {
      throw new YamlProblem(
        offset,
        'This text has half a surrogate pair (\\ud800 to \\udfff), which is no character.',
      );
    }
    return new Scalar(value, this.#source, offset);
  }

  #map(pairs: readonly Pair[], offset: number, inList: boolean): LayerValue {
    this.#refuseDepth(offset);
    const entries: Entry[] = [];
    let reserved = false;
    for (const pair of pairs) {
      const key = this.#key(pair.key, offset);
      const keyOffset =
        isNode(pair.key) && pair.key.range ? pair.key.range[0] : offset;
      this.#path.push(key);
      const value = this.convert(nodeOrNull(pair.value), keyOffset);
      this.#path.pop();
      reserved ||= key.startsWith('$');
      entries.push({ key, keyOffset, value });
    }
    const duplicate = findDuplicate(entries);
    if (duplicate) {
      throw new YamlProblem(
        duplicate.keyOffset,
        `The key ${JSON.stringify(
          duplicate.key,
        )} is already in this map. Remove one of the two.`,
      );
    }
    const standing = reserved ? this.#standing(inList) : undefined;
    return standing && this.#interpretation.reserved
      ? this.#interpretation.reserved(entries, this.#source, offset, standing)
      : mapFromEntries(entries, this.#source, offset);
  }

  #list(nodes: readonly unknown[], offset: number): LayerValue {
    this.#refuseDepth(offset);
    const items: LayerValue[] = [];
    for (let i = 0; i < nodes.length; i++) {
      this.#path.push(i);
      items.push(this.convert(nodeOrNull(nodes[i]), offset, true));
      this.#path.pop();
    }
    return new ListOf(items, this.#source, offset, flagsOfList(items));
  }

  #key(node: unknown, offset: number): string {
    if (node === null) {
      return '';
    }
    if (!isScalar(node)) {
      throw new YamlProblem(
        isNode(node) && node.range ? node.range[0] : offset,
        'Keys must be plain text, not maps, lists or aliases.',
      );
    }
    const key = typeof node.value === 'string' ? node.value : node.source ?? '';
    if (this.#isMalformed(key)) {
      throw new YamlProblem(
        node.range?.[0] ?? offset,
        'This key has half a surrogate pair, which is no character.',
      );
    }
    return key;
  }

  #isMalformed(text: string): boolean {
    return this.#mayBeMalformed && hasLoneSurrogate(text);
  }

  #refuseDepth(offset: number): void {
    if (this.#path.length >= MAX_DEPTH) {
      throw tooDeep(offset);
    }
  }

  #standing(inList: boolean): Standing {
    return { path: [...this.#path], inList };
  }
}

/** A map from entries in any order, without duplicates. */
export function mapFromEntries<V extends AnyValue>(
  entries: readonly { readonly key: string; readonly value: V }[],
  source: Source,
  offset: number,
  finals?: MapOf<V>['finals'],
): MapOf<V> {
  let sorted = entries;
  for (let i = 1; i < entries.length; i++) {
    if (entries[i].key < entries[i - 1].key) {
      sorted = [...entries].sort((a, b) => (a.key < b.key ? -1 : 1));
      break;
    }
  }
  const keys = sorted.map(entry => entry.key);
  const values = sorted.map(entry => entry.value);
  return new MapOf(
    keys,
    values,
    source,
    offset,
    flagsOfMap(keys, values, finals),
    finals,
  );
}

/** The first entry whose key another has had before. */
export function findDuplicate(entries: readonly Entry[]): Entry | undefined {
  return entries.length <= 8 ? findSmall(entries) : findLarge(entries);
}

function findSmall(entries: readonly Entry[]): Entry | undefined {
  for (let i = 1; i < entries.length; i++) {
    for (let j = 0; j < i; j++) {
      if (entries[i].key === entries[j].key) {
        return entries[i];
      }
    }
  }
  return undefined;
}

function findLarge(entries: readonly Entry[]): Entry | undefined {
  const seen = new Set<string>();
  return entries.find(({ key }) => seen.size === seen.add(key).size);
}

function isJsonScalar(value: unknown): value is JsonScalar {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  );
}

function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function isNode(node: unknown): node is Node {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node);
}

function nodeOrNull(node: unknown): Node | null {
  return isNode(node) ? node : null;
}
