import { canonicalJson } from './hash';
import { below, Path } from './pointer';
import { SchemaNode } from './schemaNode';
import {
  Deletion,
  FinalMark,
  flagsOfList,
  flagsOfMap,
  HAS_LISTS,
  isPlain,
  LayerValue,
  ListOf,
  MapOf,
  Replacement,
  Value,
} from './value';
import { joinFinals, sealOf } from './finals';
import { describeKeys, keyOfItem } from './keyedList';
import { FinalGuard } from './finalGuard';
import { Raise, whereIs } from './raise';

/**
 * Puts one document over what the documents before it have made.
 *
 * A merge never changes its inputs, and returns parts of them wherever nothing
 * changes, so that leaves with common ancestors share what they have in common.
 * Every value keeps the place where it was written: provenance costs nothing.
 */
export class Merge {
  readonly #guard: FinalGuard;

  /** @param depth - how deep the node of the document stands */
  constructor(private readonly depth: number, private readonly raise: Raise) {
    this.#guard = new FinalGuard(depth, raise);
  }

  /** The value after the document, or undefined if it deletes everything. */
  over(
    base: Value | undefined,
    over: LayerValue,
    schema: SchemaNode | undefined,
    path?: Path,
    seal?: FinalMark,
  ): Value | undefined {
    if (base === undefined) {
      return this.#add(over, schema, path, seal);
    }
    if (over.kind === 'delete') {
      this.#guard.refuseChange(base, undefined, over, path, seal);
      return undefined;
    }
    if (over.kind === 'replace') {
      const value = this.#placeReplaced(over, schema, path);
      this.#guard.refuseChange(base, value, over, path, seal);
      return value;
    }
    if (over.kind === 'scalar' && base.kind === 'scalar') {
      if (seal && base.value !== over.value) {
        this.#guard.refuse(over, path, seal);
      }
      return over;
    }
    if (over.kind === 'map' && base.kind === 'map') {
      return this.#maps(base, over, schema, path, seal);
    }
    if (over.kind === 'list' && base.kind === 'list') {
      return this.#lists(base, over, schema, path, seal);
    }
    this.raise(
      'TYPE_CONFLICT',
      `This is a ${over.kind}, and ${whereIs(base)} there is a ${
        base.kind
      }. Give it the same shape, or write { $replace: … } around it if you mean it.`,
      over,
      path,
    );
    return base;
  }

  #maps(
    base: MapOf<Value>,
    over: MapOf<LayerValue>,
    schema: SchemaNode | undefined,
    path: Path | undefined,
    seal: FinalMark | undefined,
  ): Value {
    if (over.keys.length === 0 && !over.finals) {
      return base;
    }
    const keys: string[] = [];
    const values: Value[] = [];
    let b = 0;
    for (let o = 0; o < over.keys.length; o++) {
      const key = over.keys[o];
      while (b < base.keys.length && base.keys[b] < key) {
        keys.push(base.keys[b]);
        values.push(base.values[b]);
        b += 1;
      }
      const present = b < base.keys.length && base.keys[b] === key;
      const value = this.over(
        present ? base.values[b] : undefined,
        over.values[o],
        schema?.property(key),
        below(path, key),
        seal ?? sealOf(base.finals, key, this.depth),
      );
      if (present) {
        b += 1;
      }
      if (value) {
        keys.push(key);
        values.push(value);
      }
    }
    for (; b < base.keys.length; b++) {
      keys.push(base.keys[b]);
      values.push(base.values[b]);
    }
    const finals = joinFinals(base.finals, over.finals);
    const flags = flagsOfMap(keys, values, finals);
    return new MapOf(keys, values, over.source, over.offset, flags, finals);
  }

  #lists(
    base: ListOf<Value>,
    over: ListOf<LayerValue>,
    schema: SchemaNode | undefined,
    path: Path | undefined,
    seal: FinalMark | undefined,
  ): Value {
    const merge = schema?.listMerge ?? 'atomic';
    if (typeof merge === 'object') {
      return this.#keyedLists(base, over, merge.keys, schema, path, seal);
    }
    if (merge === 'atomic') {
      const value = this.#place(over, schema, path);
      this.#guard.refuseChange(base, value, over, path, seal);
      return value;
    }
    const placed = this.#place(over, schema, path);
    const added = placed.kind === 'list' ? placed.items : [];
    const present = new Set(base.items.map(canonicalJson));
    const items = [...base.items];
    for (const item of added) {
      if (!present.has(canonicalJson(item))) {
        if (seal) {
          this.#guard.refuse(item, path, seal);
        }
        items.push(item);
      }
    }
    return new ListOf(items, over.source, over.offset, flagsOfList(items));
  }

  #keyedLists(
    base: ListOf<Value>,
    over: ListOf<LayerValue>,
    keys: readonly string[],
    schema: SchemaNode | undefined,
    path: Path | undefined,
    seal: FinalMark | undefined,
  ): Value {
    const items: (Value | undefined)[] = [...base.items];
    const indexes = new Map<string, number>();
    base.items.forEach((item, i) => {
      const key = keyOfItem(item, keys);
      if (key !== undefined) {
        indexes.set(key, i);
      }
    });
    for (const [key, item] of this.#itemsByKey(over, keys, path)) {
      const index = indexes.get(key);
      const at = index ?? items.length;
      const value = this.over(
        index === undefined ? undefined : base.items[index],
        item,
        schema?.item(at),
        index === undefined && item.kind === 'delete' ? path : below(path, at),
        seal,
      );
      if (index !== undefined) {
        items[index] = value;
      } else if (value) {
        items.push(value);
      }
    }
    const left = items.filter(item => item !== undefined);
    const flags = flagsOfList(left);
    return new ListOf(left, over.source, over.offset, flags, keys);
  }

  /** The items of a keyed list, without those that cannot be told apart. */
  #itemsByKey(
    list: ListOf<LayerValue>,
    keys: readonly string[],
    path: Path | undefined,
  ): Map<string, LayerValue> {
    const byKey = new Map<string, LayerValue>();
    list.items.forEach((item, i) => {
      const key = keyOfItem(item, keys);
      if (key === undefined) {
        this.raise(
          'MISSING_KEY',
          `The items of this list are told apart by ${describeKeys(
            keys,
          )}, and this one has not all of it. Add what is missing.`,
          item,
          below(path, i),
        );
      } else if (byKey.has(key)) {
        this.raise(
          'DUPLICATE_KEY',
          `There already is an item with ${describeKeys(
            keys,
            item,
          )} in this list. Remove one of the two, or rename it.`,
          item,
          below(path, i),
        );
      } else {
        if (item.kind === 'delete' && item.item) {
          this.#refuseBesideDeletion(item, item.item, keys, below(path, i));
        }
        byKey.set(key, item);
      }
    });
    return byKey;
  }

  #refuseBesideDeletion(
    deletion: Deletion,
    item: MapOf<LayerValue>,
    keys: readonly string[],
    path: Path,
  ): void {
    const stranger = item.keys.find(key => !keys.includes(key));
    if (stranger !== undefined) {
      this.raise(
        'RESERVED',
        `$delete removes the whole item, so ${stranger} beside it means nothing. Keep only ${describeKeys(
          keys,
        )} and $delete.`,
        deletion,
        path,
      );
    }
  }

  /** Puts a value where nothing was. */
  #add(
    over: LayerValue,
    schema: SchemaNode | undefined,
    path: Path | undefined,
    seal: FinalMark | undefined,
  ): Value | undefined {
    if (over.kind === 'delete') {
      this.raise(
        'DELETE_NOTHING',
        over.item
          ? 'There is no such item to delete. Remove this, or correct its keys.'
          : 'There is nothing here to delete. Remove this, or correct the name.',
        over,
        path,
      );
      return undefined;
    }
    if (seal) {
      this.#guard.refuse(over, path, seal);
    }
    return this.#place(over, schema, path);
  }

  /** The value that an overlay's value stands for where nothing is beneath. */
  #place(
    over: Exclude<LayerValue, Deletion>,
    schema: SchemaNode | undefined,
    path: Path | undefined,
  ): Value {
    if (isPlain(over) && (!schema || (over.flags & HAS_LISTS) === 0)) {
      return over;
    }
    switch (over.kind) {
      case 'scalar':
        return over;
      case 'replace':
        return this.#placeReplaced(over, schema, path);
      case 'map': {
        const keys: string[] = [];
        const values: Value[] = [];
        over.keys.forEach((key, i) => {
          const child = schema?.property(key);
          const value = this.#add(
            over.values[i],
            child,
            below(path, key),
            undefined,
          );
          if (value) {
            keys.push(key);
            values.push(value);
          }
        });
        const flags = flagsOfMap(keys, values, over.finals);
        const { source, offset, finals } = over;
        return new MapOf(keys, values, source, offset, flags, finals);
      }
      default:
        return this.#placeList(over, schema, path);
    }
  }

  #placeReplaced(
    over: Replacement,
    schema: SchemaNode | undefined,
    path: Path | undefined,
  ): Value {
    const { value } = over;
    if (value.kind === 'delete') {
      this.raise(
        'RESERVED',
        '$replace puts a value in place; to remove what is there, write { $delete: true } alone.',
        value,
        path,
      );
      return new MapOf([], [], over.source, over.offset, 0);
    }
    return this.#place(value, schema, path);
  }

  #placeList(
    over: ListOf<LayerValue>,
    schema: SchemaNode | undefined,
    path: Path | undefined,
  ): Value {
    const merge = schema?.listMerge ?? 'atomic';
    if (typeof merge === 'object') {
      const empty: Value[] = [];
      return this.#keyedLists(
        new ListOf(empty, over.source, over.offset, HAS_LISTS),
        over,
        merge.keys,
        schema,
        path,
        undefined,
      );
    }
    const items: Value[] = [];
    const present = new Set<string>();
    over.items.forEach((item, i) => {
      const at = below(path, i);
      if (item.kind === 'delete') {
        this.raise(
          'RESERVED',
          'Items can be deleted from lists with x-merge keys only. Write the list as it should be, with { $replace: [...] } around it if its items are added to those above.',
          item,
          at,
        );
        return;
      }
      const value = this.#place(item, schema?.item(i), at);
      const json = merge === 'set' ? canonicalJson(value) : '';
      if (merge === 'atomic' || !present.has(json)) {
        present.add(json);
        items.push(value);
      }
    });
    return new ListOf(items, over.source, over.offset, flagsOfList(items));
  }
}
