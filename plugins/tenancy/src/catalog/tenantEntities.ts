import { Entity } from '@backstage/catalog-model';
import { FilterPredicate } from '@backstage/filter-predicates';
import { CatalogApi } from '@backstage/plugin-catalog-react';
import {
  EVERYONE,
  Page,
  STAMP_AUDIENCE_KEY,
  STAMP_TENANT_KEY,
} from '@commonhold/plugin-tenancy-common';

/** Values by key of the catalog's search; several values of a key mean any. */
export type EntityFilter = Readonly<Record<string, string | string[]>>;

/**
 * Kinds that are not things to own: the members of a tenant have a place of
 * their own, so has the tenant, and locations are the catalog's bookkeeping.
 */
const OTHER_KINDS = ['User', 'Group', 'Tenant', 'Location'];

/** What a tenant owns. */
export function ownedBy(tenantId: string): EntityFilter {
  return { [STAMP_TENANT_KEY]: tenantId };
}

/** What one tenant lets another see, by name or because everyone may see it. */
export function sharedBy(from: string, to: string): EntityFilter {
  return { [STAMP_TENANT_KEY]: from, ...seenBy(to) };
}

function seenBy(tenantId: string): EntityFilter {
  return { [STAMP_AUDIENCE_KEY]: [`tenant:${tenantId}`, EVERYONE] };
}

const THINGS: FilterPredicate = {
  $not: { kind: { $in: OTHER_KINDS } },
};

export type Count = { readonly value: string; readonly count: number };

/** Kinds of what a filter selects, the most frequent first. */
export async function countByKind(
  catalogApi: CatalogApi,
  filter: EntityFilter,
): Promise<Count[]> {
  return countBy(catalogApi, 'kind', filter);
}

export async function countOwned(
  catalogApi: CatalogApi,
  tenantId: string,
): Promise<number> {
  const kinds = await countByKind(catalogApi, ownedBy(tenantId));
  return kinds.reduce((sum, { count }) => sum + count, 0);
}

/** How much each tenant owns. */
export async function countByTenant(
  catalogApi: CatalogApi,
): Promise<Map<string, number>> {
  const counts = await countBy(catalogApi, STAMP_TENANT_KEY, {});
  return new Map(counts.map(({ value, count }) => [value, count]));
}

/** Other tenants that share something with a tenant, the most open first. */
export async function countSharers(
  catalogApi: CatalogApi,
  tenantId: string,
): Promise<Count[]> {
  const counts = await countBy(catalogApi, STAMP_TENANT_KEY, seenBy(tenantId));
  return counts.filter(({ value }) => value !== tenantId);
}

async function countBy(
  catalogApi: CatalogApi,
  facet: string,
  filter: EntityFilter,
): Promise<Count[]> {
  const { facets } = await catalogApi.getEntityFacets({
    facets: [facet],
    filter: { ...filter },
    query: THINGS,
  });
  return (facets[facet] ?? []).sort(
    (a, b) => b.count - a.count || a.value.localeCompare(b.value),
  );
}

/** Fields that lists of entities show. */
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.tenancy',
  'spec.type',
  'spec.profile.displayName',
  'relations',
];

/** One page of what a filter selects, by name. */
export async function queryPage(
  catalogApi: CatalogApi,
  query: {
    filter: EntityFilter;
    /** Part of a name or title. */
    text: string;
    limit: number;
    cursor: string | undefined;
  },
): Promise<Page<Entity>> {
  const { filter, text, limit, cursor } = query;
  const answer = await catalogApi.queryEntities(
    cursor
      ? { cursor, limit, fields: FIELDS }
      : {
          limit,
          fields: FIELDS,
          filter: { ...filter },
          query: THINGS,
          orderFields: { field: 'metadata.name', order: 'asc' },
          ...(text && {
            fullTextFilter: {
              term: text,
              fields: ['metadata.name', 'metadata.title'],
            },
          }),
        },
  );
  return {
    items: answer.items,
    totalItems: answer.totalItems,
    nextCursor: answer.pageInfo.nextCursor,
  };
}
