import { keyValues } from './keyedList';
import { Raise } from './raise';
import { below, escapeSegment, Path } from './pointer';
import { flagsOfMap, JsonScalar, JsonValue, MapOf, Value } from './value';

/**
 * One resource: an item of a component's instances, or the whole configuration of
 * a component that names none.
 *
 * @public
 */
export interface Instance {
  /**
   * The item's keys joined by `/` (with `~` and `/` inside them written `~0` and
   * `~1`, as in a JSON Pointer), the key of a map, or the component's name.
   */
  readonly name: string;
  /** The values of the item's keys, by name; empty for other instances. */
  readonly keys: Readonly<Record<string, JsonScalar>>;
  readonly item: JsonValue;
  /** The rest of the component's configuration, which all instances share. */
  readonly shared: JsonValue;
}

/** The instances of a component's value, by name. */
export function instancesOf(
  value: Value,
  component: string,
  pointer: readonly string[] | undefined,
): Instance[] {
  if (!pointer) {
    return [{ name: component, keys: {}, item: value.toJson(), shared: {} }];
  }
  const at = find(value, pointer);
  const shared = (): JsonValue => without(value, pointer).toJson();
  if (at?.kind === 'map') {
    return at.keys.map((name, i) => ({
      name,
      keys: {},
      item: at.values[i].toJson(),
      shared: shared(),
    }));
  }
  if (at?.kind === 'list' && at.keyedBy) {
    const { keyedBy } = at;
    return at.items.map(item => {
      const values = keyValues(item, keyedBy) ?? [];
      return {
        name: values.map(part => escapeSegment(String(part))).join('/'),
        keys: Object.fromEntries(keyedBy.map((key, i) => [key, values[i]])),
        item: item.toJson(),
        shared: shared(),
      };
    });
  }
  return [];
}

/** Raises INSTANCES if there is something at the place that holds no instances. */
export function refuseNoInstances(
  value: Value,
  pointer: readonly string[],
  raise: Raise,
): void {
  const at = find(value, pointer);
  if (at && at.kind !== 'map' && !(at.kind === 'list' && at.keyedBy)) {
    let path: Path | undefined;
    for (const segment of pointer) {
      path = below(path, segment);
    }
    raise(
      'INSTANCES',
      'The instances of this component belong here, as a map, or as a list whose schema has x-merge with keys.',
      at,
      path,
    );
  }
}

function find(value: Value, pointer: readonly string[]): Value | undefined {
  let at: Value | undefined = value;
  for (const segment of pointer) {
    at = at?.kind === 'map' ? at.get(segment) : undefined;
  }
  return at;
}

function without(value: Value, pointer: readonly string[]): Value {
  if (value.kind !== 'map') {
    return value;
  }
  if (pointer.length === 0) {
    return new MapOf([], [], value.source, value.offset, 0);
  }
  const [segment, ...rest] = pointer;
  const keys: string[] = [];
  const values: Value[] = [];
  value.keys.forEach((key, i) => {
    if (key !== segment) {
      keys.push(key);
      values.push(value.values[i]);
    } else if (rest.length > 0) {
      keys.push(key);
      values.push(without(value.values[i], rest));
    }
  });
  const flags = flagsOfMap(keys, values, undefined);
  return new MapOf(keys, values, value.source, value.offset, flags);
}
