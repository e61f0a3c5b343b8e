import { DirectoryGroup, TenantId } from '@commonhold/plugin-tenancy-common';

/** A group as the catalog's relations show it. Refs are full and lower case. */
export type CatalogGroup = {
  readonly ref: string;
  readonly parents: readonly string[];
  readonly members: readonly string[];
};

/**
 * The groups above a group, nearest first; groups of the same distance by
 * name. Ends on cycles, which the catalog does not forbid.
 */
export function ancestorsOf(
  ref: string,
  parentsOf: ReadonlyMap<string, readonly string[]>,
): string[] {
  const seen = new Set([ref]);
  const ancestors: string[] = [];
  let level: readonly string[] = [ref];
  while (level.length > 0) {
    const above = level
      .flatMap(group => parentsOf.get(group) ?? [])
      .filter(group => !seen.has(group));
    level = [...new Set(above)].sort();
    for (const group of level) {
      seen.add(group);
      ancestors.push(group);
    }
  }
  return ancestors;
}

/** The tenant of the nearest claimed group, the group itself included. */
export function tenantOfGroup(
  ref: string,
  ancestors: readonly string[],
  claims: ReadonlyMap<string, TenantId>,
): TenantId | null {
  for (const group of [ref, ...ancestors]) {
    const tenant = claims.get(group);
    if (tenant) {
      return tenant;
    }
  }
  return null;
}

/** Places every group of the catalog in its tenant. */
export function placeGroups(
  groups: readonly CatalogGroup[],
  claims: ReadonlyMap<string, TenantId>,
): Map<string, DirectoryGroup> {
  const parentsOf = new Map(groups.map(group => [group.ref, group.parents]));
  return new Map(
    groups.map(({ ref }) => {
      const ancestors = ancestorsOf(ref, parentsOf);
      const tenant = tenantOfGroup(ref, ancestors, claims);
      return [ref, { ancestors, tenant }];
    }),
  );
}
