import { ComponentResult } from './componentResult';
import { keyOfItem } from './keyedList';
import { LeafResolution } from './leafResolution';
import { below, Path, pointerOf } from './pointer';
import { Resolution } from './resolve';
import { JsonValue, Value } from './value';

/** One place of a configuration that differs. @public */
export interface PointerChange {
  /** Into the later configuration; into the earlier one for what was removed. */
  readonly pointer: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Absent for what was added. */
  readonly before?: JsonValue;
  /** Absent for what was removed. */
  readonly after?: JsonValue;
}

/** What happens to one component at one leaf. @public */
export interface ComponentChange {
  readonly leaf: string;
  readonly component: string;
  /** `blocked`: an error, before or after, keeps it from being compared. */
  readonly kind: 'added' | 'removed' | 'changed' | 'blocked';
  /** Whether the leaf is protected, before or after. */
  readonly isProtected: boolean;
  /** The places that differ, for what was changed. */
  readonly changes: readonly PointerChange[];
}

/**
 * The blast radius of an edit: what differs between two resolutions, by leaf and
 * component, in the order of their names. Empty for equal trees.
 *
 * @public
 */
export function diff(before: Resolution, after: Resolution): ComponentChange[] {
  const paths = new Set([...before.leaves.keys(), ...after.leaves.keys()]);
  return [...paths].sort().flatMap(path => {
    const old = before.leaves.get(path);
    const now = after.leaves.get(path);
    return old === now ? [] : diffLeaf(path, old, now);
  });
}

function diffLeaf(
  leaf: string,
  before: LeafResolution | undefined,
  after: LeafResolution | undefined,
): ComponentChange[] {
  const isProtected = Boolean(before?.isProtected || after?.isProtected);
  const names = new Set([
    ...(before?.results.keys() ?? []),
    ...(after?.results.keys() ?? []),
  ]);
  return [...names].sort().flatMap(component => {
    const old = before?.results.get(component);
    const now = after?.results.get(component);
    const change = diffResult(old, now, isUnknown(before) || isUnknown(after));
    return change ? [{ leaf, component, isProtected, ...change }] : [];
  });
}

function isUnknown(leaf: LeafResolution | undefined): boolean {
  return leaf?.isBlocked ?? false;
}

function diffResult(
  before: ComponentResult | undefined,
  after: ComponentResult | undefined,
  leafBlocked: boolean,
): Pick<ComponentChange, 'kind' | 'changes'> | undefined {
  if (before === after) {
    return undefined;
  }
  const blocked = Boolean(before?.blocked) !== Boolean(after?.blocked);
  if (leafBlocked || blocked) {
    return { kind: 'blocked', changes: [] };
  }
  const old = before?.node;
  const now = after?.node;
  if (!old || !now) {
    return old === now
      ? undefined
      : { kind: old ? 'removed' : 'added', changes: [] };
  }
  if (before?.sha256 === after?.sha256) {
    return undefined;
  }
  const changes: PointerChange[] = [];
  diffValues(old, now, undefined, changes);
  return { kind: 'changed', changes };
}

function diffValues(
  before: Value,
  after: Value,
  path: Path | undefined,
  changes: PointerChange[],
): void {
  if (before === after) {
    return;
  }
  if (before.kind === 'map' && after.kind === 'map') {
    for (const key of new Set([...before.keys, ...after.keys])) {
      diffPresence(before.get(key), after.get(key), below(path, key), changes);
    }
    return;
  }
  const keys = after.kind === 'list' ? after.keyedBy : undefined;
  if (before.kind === 'list' && after.kind === 'list' && keys) {
    const key = (item: Value): string => keyOfItem(item, keys) ?? '';
    const left = new Map(
      before.items.map((item, i) => [key(item), { item, i }]),
    );
    after.items.forEach((item, i) => {
      const old = left.get(key(item));
      left.delete(key(item));
      diffPresence(old?.item, item, below(path, i), changes);
    });
    left.forEach(({ item, i }) =>
      diffPresence(item, undefined, below(path, i), changes),
    );
    return;
  }
  const old = before.toJson();
  const now = after.toJson();
  if (JSON.stringify(old) !== JSON.stringify(now)) {
    const pointer = pointerOf(path);
    changes.push({ pointer, kind: 'changed', before: old, after: now });
  }
}

function diffPresence(
  before: Value | undefined,
  after: Value | undefined,
  path: Path,
  changes: PointerChange[],
): void {
  if (before && after) {
    diffValues(before, after, path, changes);
  } else if (before) {
    const pointer = pointerOf(path);
    changes.push({ pointer, kind: 'removed', before: before.toJson() });
  } else if (after) {
    const pointer = pointerOf(path);
    changes.push({ pointer, kind: 'added', after: after.toJson() });
  }
}
