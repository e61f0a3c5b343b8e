import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogApi } from '@backstage/plugin-catalog-react';

/** An entity to choose. */
export type EntityChoice = {
  readonly entityRef: string;
  readonly title: string;
};

/** More would not be read; typing on narrows them down. */
const SHOWN = 20;

/**
 * Entities whose name or title contains a text, by name.
 *
 * @param kinds - all where it is empty
 */
export async function findEntities(
  catalogApi: CatalogApi,
  text: string,
  kinds: readonly string[],
): Promise<EntityChoice[]> {
  const { items } = await catalogApi.queryEntities({
    limit: SHOWN,
    totalItems: 'exclude',
    fields: [
      'kind',
      'metadata.name',
      'metadata.namespace',
      'metadata.title',
      'spec.profile.displayName',
    ],
    ...(kinds.length > 0 && { filter: { kind: [...kinds] } }),
    orderFields: { field: 'metadata.name', order: 'asc' },
    ...(text && {
      fullTextFilter: {
        term: text,
        fields: ['metadata.name', 'metadata.title', 'spec.profile.displayName'],
      },
    }),
  });
  return items.map(entity => ({
    entityRef: stringifyEntityRef(entity),
    title: titleOf(entity),
  }));
}

export function titleOf({ metadata, spec }: Entity): string {
  const profile = spec?.profile;
  const displayName =
    profile instanceof Object && 'displayName' in profile
      ? profile.displayName?.toString()
      : undefined;
  return displayName ?? metadata.title ?? metadata.name;
}

/** Whether a text is a full entity ref, such as `group:payments/checkout`. */
export function isFullRef(text: string): boolean {
  return /^[a-z0-9]+:[^\s/:]+\/[^\s/:]+$/i.test(text);
}
