import { isDeepStrictEqual } from 'node:util';
import { JsonObject, JsonValue } from '@backstage/types';
import { StepChange } from './ResourceProvider';

/**
 * Where two values differ, as the changes of a step.
 *
 * Maps are compared by key, and lists whose items have all one of the `keys`
 * by that: their pointers are those of the new list, or of the old one for an
 * item that goes. Other lists are compared as a whole.
 *
 * @param options.keys - names of fields that tell the items of lists apart
 * @public
 */
export function changesBetween(
  from: JsonObject | undefined,
  to: JsonObject | undefined,
  options: {
    readonly in?: StepChange['in'];
    readonly keys?: readonly string[];
  } = {},
): StepChange[] {
  const changes: StepChange[] = [];
  const where = options.in ?? 'spec';
  const keys = options.keys ?? [];

  const compare = (
    pointer: string,
    before: JsonValue | undefined,
    after: JsonValue | undefined,
  ) => {
    if (isDeepStrictEqual(before, after)) {
      return;
    }
    if (isMap(before) && isMap(after)) {
      for (const name of new Set([
        ...Object.keys(before),
        ...Object.keys(after),
      ])) {
        compare(`${pointer}/${escape(name)}`, before[name], after[name]);
      }
      return;
    }
    const key = keyOfItems(before, after, keys);
    if (key && Array.isArray(before) && Array.isArray(after)) {
      const old = indexed(before, key);
      const young = indexed(after, key);
      const moved =
        old.size === young.size &&
        [...old.keys()].every(name => young.has(name)) &&
        !isDeepStrictEqual([...old.keys()], [...young.keys()]);
      if (moved) {
        changes.push({ in: where, pointer, from: before, to: after });
        return;
      }
      for (const [name, { index, item }] of old) {
        if (!young.has(name)) {
          compare(`${pointer}/${index}`, item, undefined);
        }
      }
      for (const [name, { index, item }] of young) {
        compare(`${pointer}/${index}`, old.get(name)?.item, item);
      }
      return;
    }
    changes.push({ in: where, pointer, from: before, to: after });
  };

  compare('', from, to);
  return changes;
}

function keyOfItems(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  keys: readonly string[],
): string | undefined {
  if (!Array.isArray(before) || !Array.isArray(after)) {
    return undefined;
  }
  return keys.find(key =>
    [before, after].every(
      list =>
        list.every(item => isMap(item) && typeof item[key] === 'string') &&
        indexed(list, key).size === list.length,
    ),
  );
}

function indexed(
  list: readonly JsonValue[],
  key: string,
): Map<string, { index: number; item: JsonValue }> {
  return new Map(
    list.map((item, index) => [
      isMap(item) ? String(item[key]) : '',
      { index, item },
    ]),
  );
}

function isMap(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function escape(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
