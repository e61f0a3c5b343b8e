import { Source } from './source';

/** A JSON value. @public */
export type JsonValue = JsonScalar | readonly JsonValue[] | JsonObject;
/** A JSON scalar. @public */
export type JsonScalar = string | number | boolean | null;
/** A JSON object. @public */
export type JsonObject = { readonly [key: string]: JsonValue };

/**
 * What a value has somewhere beneath it, as bits, so that whole subtrees can be
 * passed over (or shared) without looking into them.
 */
export const HAS_PERCENT = 1;
/** `$delete` or `$replace`. */
export const HAS_MARKS = 2;
export const HAS_LISTS = 4;
export const HAS_FINALS = 8;
/** Keys that JavaScript would reorder, such as `8080`. */
export const HAS_INDEX_KEYS = 16;

/** Where a value was made final. */
export interface FinalMark {
  readonly source: Source;
  readonly offset: number;
}

/** The keys of one map that deeper nodes must leave alone. */
export interface Finals {
  readonly all?: FinalMark;
  readonly keys?: ReadonlyMap<string, FinalMark>;
}

export class Scalar {
  readonly kind = 'scalar';
  readonly flags: number;

  constructor(
    readonly value: JsonScalar,
    readonly source: Source,
    readonly offset: number,
  ) {
    this.flags =
      typeof value === 'string' && value.includes('%') ? HAS_PERCENT : 0;
  }

  toJson(): JsonScalar {
    return this.value;
  }
}

/** A map. Its keys are sorted by UTF-16 code units, as RFC 8785 wants them. */
export class MapOf<V extends AnyValue> {
  readonly kind = 'map';
  #json: JsonObject | undefined;

  constructor(
    readonly keys: readonly string[],
    readonly values: readonly V[],
    readonly source: Source,
    readonly offset: number,
    readonly flags: number,
    readonly finals?: Finals,
  ) {}

  get(key: string): V | undefined {
    const index = indexOfKey(this.keys, key);
    return index < 0 ? undefined : this.values[index];
  }

  toJson(): JsonObject {
    if (!this.#json) {
      const json: Record<string, JsonValue> = {};
      for (let i = 0; i < this.keys.length; i++) {
        const key = this.keys[i];
        const value = this.values[i].toJson();
        if (key === '__proto__') {
          Object.defineProperty(json, key, { value, enumerable: true });
        } else {
          json[key] = value;
        }
      }
      this.#json = Object.freeze(json);
    }
    return this.#json;
  }
}

export class ListOf<V extends AnyValue> {
  readonly kind = 'list';
  #json: readonly JsonValue[] | undefined;

  constructor(
    readonly items: readonly V[],
    readonly source: Source,
    readonly offset: number,
    readonly flags: number,
    /** The keys that tell its items apart, in a list merged by keys. */
    readonly keyedBy?: readonly string[],
  ) {}

  toJson(): readonly JsonValue[] {
    this.#json ??= Object.freeze(this.items.map(item => item.toJson()));
    return this.#json;
  }
}

/** `{ $delete: true }`; `item` holds the keys that name an item of a list. */
export class Deletion {
  readonly kind = 'delete';
  readonly flags = HAS_MARKS;

  constructor(
    readonly source: Source,
    readonly offset: number,
    readonly item?: MapOf<LayerValue>,
  ) {}

  toJson(): JsonValue {
    return { ...this.item?.toJson(), $delete: true };
  }
}

/** `{ $replace: VALUE }`. */
export class Replacement {
  readonly kind = 'replace';
  readonly flags: number;

  constructor(
    readonly value: LayerValue,
    readonly source: Source,
    readonly offset: number,
  ) {
    this.flags = value.flags | HAS_MARKS;
  }

  toJson(): JsonValue {
    return { $replace: this.value.toJson() };
  }
}

/** An effective value: merged, without reserved words. */
export type Value = Scalar | MapOf<Value> | ListOf<Value>;

/** A value as an overlay writes it, reserved words included. */
export type LayerValue =
  | Scalar
  | MapOf<LayerValue>
  | ListOf<LayerValue>
  | Deletion
  | Replacement;

export type AnyValue = Value | LayerValue;

/** Whether nothing beneath is reserved, so that the value may stand as it is. */
export function isPlain(value: LayerValue): value is Value {
  return (value.flags & HAS_MARKS) === 0;
}

/** Index of a key in sorted keys, or -1. */
export function indexOfKey(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const candidate = keys[middle];
    if (candidate === key) {
      return middle;
    }
    if (candidate < key) {
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return -1;
}

const INDEX_KEY = /^(?:0|[1-9][0-9]*)$/;

/** The flags of a map with these entries. */
export function flagsOfMap(
  keys: readonly string[],
  values: readonly AnyValue[],
  finals: Finals | undefined,
): number {
  let flags = finals ? HAS_FINALS : 0;
  for (let i = 0; i < keys.length; i++) {
    flags |= values[i].flags;
    const first = keys[i].charCodeAt(0);
    if (first >= 48 && first <= 57 && INDEX_KEY.test(keys[i])) {
      flags |= HAS_INDEX_KEYS;
    }
  }
  return flags;
}

/** The flags of a list with these items. */
export function flagsOfList(items: readonly AnyValue[]): number {
  let flags = HAS_LISTS;
  for (const item of items) {
    flags |= item.flags;
  }
  return flags;
}

/** A value from JSON, all of it from one place. */
export function valueFromJson(
  json: JsonValue,
  source: Source,
  offset: number,
): Value {
  if (json === null || typeof json !== 'object') {
    return new Scalar(json, source, offset);
  }
  if (isJsonList(json)) {
    const items = json.map(item => valueFromJson(item, source, offset));
    return new ListOf(items, source, offset, flagsOfList(items));
  }
  const keys = Object.keys(json).sort();
  const values = keys.map(key => valueFromJson(json[key], source, offset));
  return new MapOf(
    keys,
    values,
    source,
    offset,
    flagsOfMap(keys, values, undefined),
  );
}

export function isJsonList(json: JsonValue): json is readonly JsonValue[] {
  return Array.isArray(json);
}
