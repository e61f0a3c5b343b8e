import { sealOf } from './finals';
import { equalValues } from './hash';
import { keyOfItem } from './keyedList';
import { Path, below } from './pointer';
import { Raise, whereIs } from './raise';
import { LayerValue, FinalMark, HAS_FINALS, Value } from './value';

/** Sees to it that nobody changes what a node above has made final. */
export class FinalGuard {
  /** @param depth - how deep the node stands whose document is merged */
  constructor(private readonly depth: number, private readonly raise: Raise) {}

  /** Raises FINAL if putting `value` in place of `base` changes what is final. */
  refuseChange(
    base: Value,
    value: Value | undefined,
    over: LayerValue,
    path: Path | undefined,
    seal: FinalMark | undefined,
  ): void {
    if (seal) {
      if (!value || !equalValues(base, value)) {
        this.refuse(over, path, seal);
      }
    } else if ((base.flags & HAS_FINALS) !== 0) {
      this.#refuseChangeWithin(base, value, over, path);
    }
  }

  #refuseChangeWithin(
    base: Value,
    value: Value | undefined,
    over: LayerValue,
    path: Path | undefined,
  ): void {
    if (base.kind === 'map') {
      const all = base.finals?.all;
      if (all && all.source.depth < this.depth) {
        this.refuseChange(base, value, over, path, all);
        return;
      }
      const sealed = base.finals?.keys?.keys() ?? [];
      for (const key of new Set([...base.keys, ...sealed])) {
        const before = base.get(key);
        const after = value?.kind === 'map' ? value.get(key) : undefined;
        const seal = sealOf(base.finals, key, this.depth);
        if (before) {
          this.refuseChange(before, after, over, below(path, key), seal);
        } else if (seal && after) {
          this.refuse(over, below(path, key), seal);
        }
      }
    } else if (base.kind === 'list') {
      const keys = base.keyedBy;
      const after = value?.kind === 'list' ? value.items : [];
      const byKey = new Map(
        keys && after.map(item => [keyOfItem(item, keys), item]),
      );
      base.items.forEach((item, i) => {
        const same = keys ? byKey.get(keyOfItem(item, keys)) : after[i];
        this.refuseChange(item, same, over, below(path, i), undefined);
      });
    }
  }

  /** Raises FINAL for a change of what `seal` makes final. */
  refuse(over: LayerValue, path: Path | undefined, seal: FinalMark): void {
    this.raise(
      'FINAL',
      `This is final: $final ${whereIs(
        seal,
      )} forbids deeper nodes to change it. Remove the change, or have $final lifted there.`,
      over,
      path,
    );
  }
}
