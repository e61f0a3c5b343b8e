import { Caller, audienceSeenBy } from '@commonhold/plugin-tenancy-common';
import { holdsAudiences, meaningOf, namesElement } from './references';

export type Facets = Readonly<
  Record<string, readonly { readonly value: string; readonly count: number }[]>
>;

/** Calls back with every ref that the values of facets may mean. */
export function collectFacetRefs(
  facets: Facets,
  found: (ref: string) => void,
): void {
  for (const [key, values] of Object.entries(facets)) {
    for (const { value } of values) {
      const meaning = meaningOf(key, value);
      if (meaning.is === 'reference' && meaning.ref) {
        found(meaning.ref);
      }
    }
  }
}

/** Facets without the values that name what is hidden. */
export function scrubFacets(
  facets: Facets,
  visible: ReadonlySet<string>,
  caller: Caller,
): Facets {
  const held = new Set<string>(audienceSeenBy(caller));
  const isShown = (key: string, value: string) => {
    if (namesElement(key)) {
      return false;
    }
    if (holdsAudiences(key)) {
      return held.has(value);
    }
    const meaning = meaningOf(key, value);
    return (
      meaning.is === 'plain' ||
      (meaning.is === 'reference' &&
        meaning.ref !== undefined &&
        visible.has(meaning.ref))
    );
  };
  return Object.fromEntries(
    Object.entries(facets).map(([key, values]) => [
      key,
      values.filter(({ value }) => isShown(key, value)),
    ]),
  );
}
