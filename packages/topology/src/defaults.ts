import { mapFromEntries } from './parse/converter';
import { SchemaNode } from './schemaNode';
import { SCHEMA_DEFAULT } from './source';
import {
  flagsOfList,
  flagsOfMap,
  ListOf,
  MapOf,
  Value,
  valueFromJson,
} from './value';

/**
 * Fills the defaults of a schema where a value is absent, also inside defaults.
 * Returns the value itself if there is nothing to fill.
 */
export function fillDefaults(
  value: Value,
  schema: SchemaNode | undefined,
): Value {
  if (!schema || value.kind === 'scalar') {
    return value;
  }
  if (value.kind === 'list') {
    return fillList(value, schema);
  }
  return addMissing(fillMap(value, schema), schema);
}

function fillList(list: ListOf<Value>, schema: SchemaNode): Value {
  const items = list.items.map((item, i) => fillDefaults(item, schema.item(i)));
  if (items.every((item, i) => item === list.items[i])) {
    return list;
  }
  const { source, offset, keyedBy } = list;
  return new ListOf(items, source, offset, flagsOfList(items), keyedBy);
}

function fillMap(map: MapOf<Value>, schema: SchemaNode): MapOf<Value> {
  const values = map.values.map((value, i) =>
    value.kind === 'scalar'
      ? value
      : fillDefaults(value, schema.property(map.keys[i])),
  );
  if (values.every((value, i) => value === map.values[i])) {
    return map;
  }
  const flags = flagsOfMap(map.keys, values, map.finals);
  const { keys, source, offset, finals } = map;
  return new MapOf(keys, values, source, offset, flags, finals);
}

function addMissing(map: MapOf<Value>, schema: SchemaNode): MapOf<Value> {
  const missing = schema.defaults.filter(([key]) => !map.get(key));
  if (missing.length === 0) {
    return map;
  }
  const entries = map.keys.map((key, i) => ({ key, value: map.values[i] }));
  for (const [key, json] of missing) {
    const value = valueFromJson(json, SCHEMA_DEFAULT, 0);
    entries.push({ key, value: fillDefaults(value, schema.property(key)) });
  }
  return mapFromEntries(entries, map.source, map.offset, map.finals);
}
