import { Entity } from '@backstage/catalog-model';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { CatalogApi } from '@backstage/plugin-catalog-react';
import {
  OPERATORS,
  STAMP_AUDIENCE_KEY,
  STAMP_TENANT_KEY,
} from '@commonhold/plugin-tenancy-common';

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.description',
  'spec.type',
  'relations',
];

const SOFTWARE_KINDS = ['component', 'system', 'api', 'resource'];

const DOCS_KEY = 'metadata.annotations.backstage.io/techdocs-ref';

/** The first few of what was asked for, and how many there are in all. */
export type Few = { readonly items: Entity[]; readonly totalItems: number };

async function few(
  catalogApi: CatalogApi,
  filter: Record<string, string | symbol | string[]>,
  limit: number,
): Promise<Few> {
  const { items, totalItems } = await catalogApi.queryEntities({
    filter,
    limit,
    fields: FIELDS,
    orderFields: { field: 'metadata.name', order: 'asc' },
  });
  return { items, totalItems };
}

/** What somebody runs or offers, owned by one of some groups and people. */
export async function ownedByAny(
  catalogApi: CatalogApi,
  ownerRefs: string[],
  limit: number,
): Promise<Few> {
  if (ownerRefs.length === 0) {
    return { items: [], totalItems: 0 };
  }
  return few(
    catalogApi,
    {
      kind: SOFTWARE_KINDS,
      'relations.ownedBy': ownerRefs,
    },
    limit,
  );
}

export async function platformComponents(
  catalogApi: CatalogApi,
  limit: number,
): Promise<Few> {
  return few(
    catalogApi,
    { kind: 'component', 'spec.type': 'platform-component' },
    limit,
  );
}

/** Documented entries: those of one's own groups first, then others. */
export async function documented(
  catalogApi: CatalogApi,
  ownerRefs: string[],
  limit: number,
): Promise<Entity[]> {
  const all = { [DOCS_KEY]: CATALOG_FILTER_EXISTS };
  const [mine, any] = await Promise.all([
    ownerRefs.length > 0
      ? few(catalogApi, { ...all, 'relations.ownedBy': ownerRefs }, limit)
      : undefined,
    few(catalogApi, all, limit),
  ]);
  const byId = new Map(
    [...(mine?.items ?? []), ...any.items].map(entity => [
      `${entity.kind}:${entity.metadata.namespace}/${entity.metadata.name}`,
      entity,
    ]),
  );
  return [...byId.values()].slice(0, limit);
}

/**
 * What belongs to no tenant, which operators should assign to one. People,
 * groups and locations of the whole company rightly belong to none.
 */
export async function unassigned(
  catalogApi: CatalogApi,
  limit: number,
): Promise<Few> {
  return few(
    catalogApi,
    {
      [STAMP_AUDIENCE_KEY]: OPERATORS,
      kind: [...SOFTWARE_KINDS, 'domain', 'template'],
    },
    limit,
  );
}

/** Things of a tenant, as My tenant counts them: no people, no bookkeeping. */
export async function countOfTenant(
  catalogApi: CatalogApi,
  tenantId: string,
): Promise<number> {
  const { totalItems } = await catalogApi.queryEntities({
    filter: { [STAMP_TENANT_KEY]: tenantId },
    query: { $not: { kind: { $in: ['User', 'Group', 'Tenant', 'Location'] } } },
    fields: ['metadata.name'],
    limit: 1,
  });
  return totalItems;
}
