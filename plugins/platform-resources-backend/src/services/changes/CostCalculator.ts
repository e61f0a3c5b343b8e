import { JsonObject } from '@backstage/types';
import { PlatformComponent } from '@commonhold/plugin-platform-resources-common';
import jsonata from 'jsonata';
import { LRUCache } from 'lru-cache';

/** A cost is an arithmetic expression: more than this is a mistake or malice. */
const MAX_STEPS = 10_000;
const MAX_DEPTH = 100;
const ENTRY = Symbol.for('jsonata.__evaluate_entry');
const EXIT = Symbol.for('jsonata.__evaluate_exit');

/**
 * Says what resources cost a month, by the expressions of their components. JSONata
 * reads nothing but what it is given and runs no code; steps and depth are limited.
 */
export class CostCalculator {
  private readonly costs = new LRUCache<string, { cost: number | null }>({
    max: 50_000,
  });

  /** @returns `null` where the component has no costs, or none for such a spec */
  async of(
    component: PlatformComponent,
    resource: { readonly spec: JsonObject; readonly tags: object },
  ): Promise<number | null> {
    if (!component.cost) {
      return null;
    }
    const key = JSON.stringify([component.cost, resource.spec, resource.tags]);
    const known = this.costs.get(key);
    if (known) {
      return known.cost;
    }
    const cost = await this.evaluate(component.cost, resource);
    this.costs.set(key, { cost });
    return cost;
  }

  private async evaluate(
    source: string,
    resource: { readonly spec: JsonObject; readonly tags: object },
  ): Promise<number | null> {
    try {
      const expression = jsonata(source);
      limit(expression);
      const result: unknown = await expression.evaluate({
        spec: resource.spec,
        tags: resource.tags,
      });
      return typeof result === 'number' && Number.isFinite(result)
        ? Math.round(result * 100) / 100
        : null;
    } catch {
      // A cost is good to know; a plan without one is better than none.
      return null;
    }
  }
}

/** JSONata tells of each step to whoever is bound to these symbols. */
function limit(expression: jsonata.Expression): void {
  // Its types know names only; symbols are its own way to be asked for this.
  const bind = (name: symbol, value: () => void) =>
    expression.assign(name as unknown as string, value);
  let steps = 0;
  let depth = 0;
  bind(ENTRY, () => {
    steps += 1;
    depth += 1;
    if (steps > MAX_STEPS || depth > MAX_DEPTH) {
      throw new Error('The expression takes too long');
    }
  });
  bind(EXIT, () => {
    depth -= 1;
  });
}
