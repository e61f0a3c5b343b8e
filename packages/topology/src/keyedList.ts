import { AnyValue, JsonScalar } from './value';

/**
 * What tells an item of a keyed list apart: the JSON of its keys' values. Undefined
 * if it is no map or lacks a key, or if a key is no scalar.
 */
export function keyOfItem(
  item: AnyValue,
  keys: readonly string[],
): string | undefined {
  const values = keyValues(item, keys);
  return values && JSON.stringify(values);
}

/** The values of an item's keys. */
export function keyValues(
  item: AnyValue,
  keys: readonly string[],
): JsonScalar[] | undefined {
  let map = item;
  while (map.kind === 'replace') {
    map = map.value;
  }
  if (map.kind === 'delete') {
    return map.item && keyValues(map.item, keys);
  }
  if (map.kind !== 'map') {
    return undefined;
  }
  const values: JsonScalar[] = [];
  for (const key of keys) {
    const value = map.get(key);
    if (value?.kind !== 'scalar') {
      return undefined;
    }
    values.push(value.value);
  }
  return values;
}

/** The keys for a message, with an item's values if there is one. */
export function describeKeys(keys: readonly string[], item?: AnyValue): string {
  const values = item && keyValues(item, keys);
  return keys
    .map((key, i) => (values ? `${key}: ${String(values[i])}` : key))
    .join(', ');
}
