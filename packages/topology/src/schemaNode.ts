import { isJsonList, JsonObject, JsonValue } from './value';
import { parsePointer } from './pointer';

/** How the lists at a place of a component's configuration merge. */
export type ListMerge = 'atomic' | 'set' | { readonly keys: readonly string[] };

/** Why a schema cannot be used. */
export class SchemaProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SchemaProblem';
  }
}

/** A subschema that applies at a place; conditional if only in some cases. */
interface Applied {
  readonly schema: JsonObject;
  readonly conditional: boolean;
}

/** Keywords whose subschemas apply to the same place. */
const ALWAYS = ['allOf'];
const SOMETIMES = ['anyOf', 'oneOf', 'if', 'then', 'else'];

/**
 * A JSON Schema seen from one place of the configuration: how lists merge there,
 * and which defaults apply. Looks through `$ref` within the document, `allOf`,
 * and, for merging only, `anyOf`, `oneOf`, `if`, `then` and `else`.
 */
export class SchemaNode {
  readonly #applied: readonly Applied[];
  readonly #properties = new Map<string, SchemaNode | undefined>();
  readonly #items = new Map<number, SchemaNode | undefined>();
  #defaults: readonly (readonly [string, JsonValue])[] | undefined;
  readonly listMerge: ListMerge;

  private constructor(private readonly root: JsonObject, found: Applied[]) {
    this.#applied = applied(root, found);
    this.listMerge = listMerge(this.#applied);
  }

  /** @throws SchemaProblem if any `x-merge` of the schema means nothing */
  static of(schema: JsonValue): SchemaNode | undefined {
    if (!isObject(schema)) {
      return undefined;
    }
    checkListMerges(schema);
    return new SchemaNode(schema, [{ schema, conditional: false }]);
  }

  property(key: string): SchemaNode | undefined {
    if (!this.#properties.has(key)) {
      const found: Applied[] = [];
      for (const { schema, conditional } of this.#applied) {
        for (const child of propertySchemas(schema, key)) {
          found.push({ schema: child, conditional });
        }
      }
      this.#properties.set(key, this.#node(found));
    }
    return this.#properties.get(key);
  }

  item(index: number): SchemaNode | undefined {
    const prefix = Math.max(
      0,
      ...this.#applied.map(({ schema }) => listOf(schema.prefixItems).length),
    );
    const slot = Math.min(index, prefix);
    if (!this.#items.has(slot)) {
      const found: Applied[] = [];
      for (const { schema, conditional } of this.#applied) {
        const own = listOf(schema.prefixItems);
        const child = slot < own.length ? own[slot] : schema.items;
        if (isObject(child)) {
          found.push({ schema: child, conditional });
        }
      }
      this.#items.set(slot, this.#node(found));
    }
    return this.#items.get(slot);
  }

  /** Names and values of the properties that have a default here. */
  get defaults(): readonly (readonly [string, JsonValue])[] {
    if (!this.#defaults) {
      const defaults = new Map<string, JsonValue>();
      for (const { schema, conditional } of this.#applied) {
        const properties = schema.properties;
        if (!conditional && isObject(properties)) {
          for (const key of Object.keys(properties)) {
            const fallback = this.property(key)?.fallback;
            if (fallback !== undefined && !defaults.has(key)) {
              defaults.set(key, fallback);
            }
          }
        }
      }
      this.#defaults = [...defaults];
    }
    return this.#defaults;
  }

  /** The default of the place itself. */
  get fallback(): JsonValue | undefined {
    return this.#applied.find(
      ({ schema, conditional }) =>
        !conditional && Object.hasOwn(schema, 'default'),
    )?.schema.default;
  }

  #node(found: Applied[]): SchemaNode | undefined {
    return found.length > 0 ? new SchemaNode(this.root, found) : undefined;
  }
}

function propertySchemas(schema: JsonObject, key: string): JsonObject[] {
  const found: JsonObject[] = [];
  const { properties, patternProperties, additionalProperties } = schema;
  const named =
    isObject(properties) && Object.hasOwn(properties, key)
      ? properties[key]
      : undefined;
  let evaluated = named !== undefined;
  if (isObject(named)) {
    found.push(named);
  }
  if (isObject(patternProperties)) {
    for (const pattern of Object.keys(patternProperties)) {
      const child = patternProperties[pattern];
      if (matchesPattern(pattern, key)) {
        evaluated = true;
        if (isObject(child)) {
          found.push(child);
        }
      }
    }
  }
  if (!evaluated && isObject(additionalProperties)) {
    found.push(additionalProperties);
  }
  return found;
}

function matchesPattern(pattern: string, key: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(key);
  } catch {
    // The validator reports patterns that are none.
    return false;
  }
}

/** Everything that applies to the place that these schemas apply to. */
function applied(root: JsonObject, found: readonly Applied[]): Applied[] {
  const all: Applied[] = [];
  const seen = new Set<JsonObject>();
  const add = (schema: JsonValue | undefined, conditional: boolean): void => {
    if (!isObject(schema) || seen.has(schema)) {
      return;
    }
    seen.add(schema);
    all.push({ schema, conditional });
    if (typeof schema.$ref === 'string') {
      add(referenced(root, schema.$ref), conditional);
    }
    for (const keyword of ALWAYS) {
      listOf(schema[keyword]).forEach(child => add(child, conditional));
    }
    for (const keyword of SOMETIMES) {
      const children = schema[keyword];
      if (children !== undefined) {
        const list = isJsonList(children) ? children : [children];
        list.forEach(child => add(child, true));
      }
    }
  };
  found.forEach(({ schema, conditional }) => add(schema, conditional));
  return all;
}

function referenced(root: JsonObject, ref: string): JsonValue | undefined {
  if (!ref.startsWith('#')) {
    return undefined;
  }
  const fragment = ref.slice(1);
  const segments = parsePointer(decode(fragment));
  if (!segments) {
    return findAnchor(root, fragment);
  }
  let at: JsonValue | undefined = root;
  for (const segment of segments) {
    if (isObject(at)) {
      at = Object.hasOwn(at, segment) ? at[segment] : undefined;
    } else {
      at = listOf(at)[Number(segment)];
    }
  }
  return at;
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function findAnchor(at: JsonValue, name: string): JsonObject | undefined {
  if (isObject(at) && at.$anchor === name) {
    return at;
  }
  const children = isObject(at) ? Object.values(at) : listOf(at);
  for (const child of children) {
    const found = findAnchor(child, name);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function listMerge(all: readonly Applied[]): ListMerge {
  for (const { schema } of all) {
    const merge = readListMerge(schema['x-merge']);
    if (merge) {
      return merge;
    }
  }
  return 'atomic';
}

function readListMerge(merge: JsonValue | undefined): ListMerge | undefined {
  if (merge === 'atomic' || merge === 'set') {
    return merge;
  }
  const keys = isObject(merge) ? listOf(merge.keys) : [];
  const names = keys.filter(key => typeof key === 'string');
  return names.length > 0 && names.length === keys.length
    ? { keys: names }
    : undefined;
}

/** Keywords whose value is data, in which `x-merge` is a word like any other. */
const DATA = new Set(['default', 'const', 'enum', 'examples']);

function checkListMerges(at: JsonValue): void {
  if (isJsonList(at)) {
    at.forEach(checkListMerges);
  } else if (isObject(at)) {
    const merge = at['x-merge'];
    const isKeyword = typeof merge !== 'object' || !isSchemaLike(merge);
    if (merge !== undefined && isKeyword && !readListMerge(merge)) {
      throw new SchemaProblem(
        `x-merge is ${JSON.stringify(
          merge,
        )}; it must be "atomic", "set" or { "keys": [...] }.`,
      );
    }
    for (const key of Object.keys(at)) {
      if (!DATA.has(key) && key !== 'x-merge') {
        checkListMerges(at[key]);
      }
    }
  }
}

/** Whether a map called `x-merge` describes a property of that name. */
function isSchemaLike(value: JsonValue): boolean {
  return isObject(value) && !('keys' in value) && Object.keys(value).length > 0;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isJsonList(value);
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return value !== undefined && isJsonList(value) ? value : [];
}
