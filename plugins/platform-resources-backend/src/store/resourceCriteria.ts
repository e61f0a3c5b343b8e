import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { AudienceFilter } from '../permissions/audienceRules';

/** What a permission decision allows of resources, by the keys of their audiences. */
export type ResourceCriteria = PermissionCriteria<
  { readonly keys: readonly string[] } | { readonly tenants: readonly string[] }
>;

/**
 * Looks up which audiences somebody is in.
 *
 * In a query of its own, since the database cannot tell beforehand how many of the
 * values that somebody holds are any resource's, and would read all resources of all
 * tenants for fear of many. Given the keys, it goes through an index to just those.
 */
export async function findCriteria(
  knex: Knex,
  criteria: PermissionCriteria<AudienceFilter> | undefined,
): Promise<ResourceCriteria | undefined> {
  if (!criteria) {
    return undefined;
  }
  if ('allOf' in criteria) {
    return { allOf: atLeastOne(await findAll(knex, criteria.allOf)) };
  }
  if ('anyOf' in criteria) {
    return { anyOf: atLeastOne(await findAll(knex, criteria.anyOf)) };
  }
  if ('not' in criteria) {
    const not = await findCriteria(knex, criteria.not);
    return not && { not };
  }
  if ('tenants' in criteria) {
    return criteria;
  }
  const keys: string[] = await knex('audiences')
    .whereIn('audience', criteria.audience)
    .distinct()
    .pluck('audience_key');
  return { keys };
}

/** Adds what was found to the `where` of a query that has `resources`. */
export function applyResourceCriteria(
  query: Knex.QueryBuilder,
  criteria: ResourceCriteria | undefined,
): void {
  if (!criteria) {
    return;
  }
  if ('allOf' in criteria) {
    for (const part of criteria.allOf) {
      query.andWhere(inner => applyResourceCriteria(inner, part));
    }
  } else if ('anyOf' in criteria) {
    query.andWhere(any => {
      for (const part of criteria.anyOf) {
        any.orWhere(inner => applyResourceCriteria(inner, part));
      }
    });
  } else if ('not' in criteria) {
    query.whereNot(inner => applyResourceCriteria(inner, criteria.not));
  } else if ('tenants' in criteria) {
    query.whereIn('resources.tenant_id', criteria.tenants);
  } else {
    query.whereIn('resources.audience_key', criteria.keys);
  }
}

/** So few audiences hold a few thousand resources, which are sorted in no time. */
const FEW_KEYS = 100;

/** Whether somebody sees few resources, as far as their audiences tell. */
export function isNarrow(criteria: ResourceCriteria | undefined): boolean {
  if (!criteria) {
    return false;
  }
  if ('allOf' in criteria) {
    return criteria.allOf.some(isNarrow);
  }
  if ('anyOf' in criteria) {
    return criteria.anyOf.every(isNarrow);
  }
  return 'keys' in criteria && criteria.keys.length <= FEW_KEYS;
}

async function findAll(
  knex: Knex,
  parts: readonly PermissionCriteria<AudienceFilter>[],
): Promise<ResourceCriteria[]> {
  const found: ResourceCriteria[] = [];
  for (const part of parts) {
    const criteria = await findCriteria(knex, part);
    if (criteria) {
      found.push(criteria);
    }
  }
  return found;
}

/** Criteria come with at least one part; nothing of them may be lost here. */
function atLeastOne(
  parts: ResourceCriteria[],
): [ResourceCriteria, ...ResourceCriteria[]] {
  const [first, ...rest] = parts;
  return [first ?? { keys: [] }, ...rest];
}
