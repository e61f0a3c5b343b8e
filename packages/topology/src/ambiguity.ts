import { equalValues } from './hash';
import { keyOfItem } from './keyedList';
import { Raise, whereIs } from './raise';
import { below, Path } from './pointer';
import { SchemaNode } from './schemaNode';
import { LayerValue } from './value';

/**
 * Raises AMBIGUOUS wherever two documents of one node, equally specific, set the
 * same place to different values. What adds up (maps, sets, different items of a
 * keyed list) is no conflict.
 */
export function findAmbiguities(
  a: LayerValue,
  b: LayerValue,
  schema: SchemaNode | undefined,
  raise: Raise,
  path?: Path,
): void {
  if (a.kind === 'map' && b.kind === 'map') {
    b.keys.forEach((key, i) => {
      const other = a.get(key);
      if (other) {
        const child = schema?.property(key);
        findAmbiguities(other, b.values[i], child, raise, below(path, key));
      }
    });
    return;
  }
  if (a.kind === 'list' && b.kind === 'list' && schema) {
    const merge = schema.listMerge;
    if (merge === 'set') {
      return;
    }
    if (merge !== 'atomic') {
      const items = new Map(
        a.items.map(item => [keyOfItem(item, merge.keys), item]),
      );
      b.items.forEach((item, i) => {
        const key = keyOfItem(item, merge.keys);
        const other = key === undefined ? undefined : items.get(key);
        if (other) {
          findAmbiguities(other, item, schema.item(i), raise, below(path, i));
        }
      });
      return;
    }
  }
  if (a.kind !== b.kind || !equalValues(a, b)) {
    raise(
      'AMBIGUOUS',
      `Another document of this node, just as specific, sets this to something else (${whereIs(
        a,
      )}). Make one of them more specific, or move one to a deeper node.`,
      b,
      path,
    );
  }
}
