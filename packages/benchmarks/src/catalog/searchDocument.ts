import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { readStamp } from '@commonhold/plugin-tenancy-common';
import { refOf } from './BenchEstate';

export const DOCUMENT_TYPE = 'software-catalog';

/** What the catalog's collator writes of an entity, and tenancy adds to it. */
export function searchDocumentOf(entity: Entity): JsonObject {
  const { kind, metadata, spec = {} } = entity;
  const namespace = metadata.namespace ?? 'default';
  const type = String(spec.type ?? 'other');
  const stamp = readStamp(entity);
  return {
    title: metadata.name,
    text: metadata.description ?? '',
    componentType: type,
    type,
    namespace,
    kind,
    lifecycle: spec.lifecycle ?? '',
    owner: spec.owner ?? '',
    authorization: { resourceRef: refOf(entity) },
    location: `/catalog/${namespace}/${kind}/${metadata.name}`.toLowerCase(),
    ...(stamp && {
      tenancyAudience: Object.fromEntries(
        stamp.audience.map(value => [value, true]),
      ),
    }),
  };
}
