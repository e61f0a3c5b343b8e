import { createHash, randomUUID } from 'node:crypto';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { JsonObject, JsonValue } from '@backstage/types';
import { audienceOf, parseTenantId } from '@commonhold/plugin-tenancy-common';
import stableStringify from 'fast-json-stable-stringify';
import { PLATFORM, Written, refOf } from './BenchEstate';

/** An entity in the catalog's tables. */
export type CatalogRows = {
  readonly id: string;
  readonly ref: string;
  readonly location: string;
  readonly unprocessed: Entity;
  readonly processed: Entity;
  readonly final: Entity;
  readonly hash: string;
  readonly search: readonly SearchRow[];
  /** Those that it is the origin of, both ways. */
  readonly relations: readonly Relation[];
};

export type SearchRow = {
  readonly key: string;
  readonly value: string | null;
  readonly original: string | null;
};

export type Relation = {
  readonly source: string;
  readonly type: string;
  readonly target: string;
};

/** An entity as the catalog keeps it before it knows who refers to it. */
export type Processed = Omit<CatalogRows, 'final' | 'hash' | 'search'>;

const RELATIONS: readonly {
  readonly field: string;
  readonly kind: string;
  readonly type: string;
  readonly inverse: string;
}[] = [
  { field: 'owner', kind: 'group', type: 'ownedBy', inverse: 'ownerOf' },
  { field: 'system', kind: 'system', type: 'partOf', inverse: 'hasPart' },
  {
    field: 'providesApis',
    kind: 'api',
    type: 'providesApi',
    inverse: 'apiProvidedBy',
  },
  {
    field: 'consumesApis',
    kind: 'api',
    type: 'consumesApi',
    inverse: 'apiConsumedBy',
  },
  {
    field: 'dependsOn',
    kind: 'resource',
    type: 'dependsOn',
    inverse: 'dependencyOf',
  },
];

/**
 * What the catalog's processing makes of an entity that was read from a URL.
 *
 * @param stamped - whether tenancy is installed
 */
export function process(
  { tenant, entity }: Written,
  url: string,
  stamped: boolean,
): Processed {
  const id = randomUUID();
  const ref = refOf(entity);
  const location = `url:${url}`;
  const written = entity.metadata.annotations ?? {};
  const origin = {
    'backstage.io/managed-by-location': location,
    'backstage.io/managed-by-origin-location': location,
  };
  const owner = String(entity.spec?.owner);
  return {
    id,
    ref,
    location,
    unprocessed: withAnnotations(entity, { ...written, ...origin }),
    processed: {
      ...entity,
      metadata: {
        ...entity.metadata,
        annotations: { ...origin, 'backstage.io/view-url': url, ...written },
        ...(stamped && { tenancy: stampOf(tenant, owner, written) }),
        uid: id,
      },
    },
    relations: relationsOf(entity, ref),
  };
}

/** @param relations - those that have it as their source, whoever wrote them */
export function stitch(
  processed: Processed,
  relations: readonly Relation[],
): CatalogRows {
  const distinct = new Map(
    relations.map(({ type, target }) => [
      `${type} ${target}`,
      { type, targetRef: target },
    ]),
  );
  const linked: Entity = {
    ...processed.processed,
    relations: [...distinct.values()].sort(
      (a, b) => compare(a.type, b.type) || compare(a.targetRef, b.targetRef),
    ),
  };
  const hash = createHash('sha1').update(stableStringify(linked)).digest('hex');
  const final: Entity = {
    ...linked,
    metadata: { ...linked.metadata, etag: hash },
  };
  return { ...processed, final, hash, search: searchRowsOf(final) };
}

function stampOf(
  tenant: string,
  owner: string,
  annotations: Record<string, string>,
): JsonObject {
  const id = parseTenantId(tenant);
  const isPrivate = annotations['commonhold.io/visibility'] === 'private';
  return {
    tenant,
    audience: audienceOf({
      tenant: id,
      platform: tenant === PLATFORM,
      ...(isPrivate && { visibility: 'private', owner }),
    }),
  };
}

function withAnnotations(
  entity: Entity,
  annotations: Record<string, string>,
): Entity {
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}

function relationsOf(entity: Entity, source: string): Relation[] {
  return RELATIONS.flatMap(({ field, kind, type, inverse }) =>
    listOf(entity.spec?.[field]).flatMap(named => {
      const target = stringifyEntityRef(
        parseEntityRef(named, {
          defaultKind: kind,
          defaultNamespace: entity.metadata.namespace,
        }),
      );
      return [
        { source, type, target },
        { source: target, type: inverse, target: source },
      ];
    }),
  );
}

function listOf(value: JsonValue | undefined): string[] {
  if (value === undefined) {
    return [];
  }
  return (Array.isArray(value) ? value : [value]).map(String);
}

const LONGEST = 200;

/** Not indexed as they stand, but some of them by name below. */
const SPECIAL = new Set([
  'attachments',
  'relations',
  'status',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'metadata.etag',
]);

/** A row for every value in the entity, as the catalog's filters want them. */
export function searchRowsOf(entity: Entity): SearchRow[] {
  const rows = new Map<string, SearchRow>();
  const add = (path: string, value: string | number | boolean | null) => {
    const key = path.toLowerCase();
    const text = value === null ? undefined : String(value);
    const fits = text !== undefined && text.length <= LONGEST;
    if (key.length <= LONGEST) {
      const row = {
        key,
        value: fits ? text.toLowerCase() : null,
        original: fits ? text : null,
      };
      const same = `${row.key}\0${row.value}`;
      if (!rows.has(same)) {
        rows.set(same, row);
      }
    }
  };
  const visit = (path: string, value: JsonValue | undefined): void => {
    if (SPECIAL.has(path)) {
      return;
    }
    if (Array.isArray(value)) {
      for (const item of value) {
        visit(path, item);
        if (typeof item === 'string') {
          add(`${path}.${item}`, true);
        }
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        visit(path === '' ? key : `${path}.${key}`, inner);
      }
    } else {
      add(path, value ?? null);
    }
  };
  visit('', JSON.parse(JSON.stringify(entity)));
  add('metadata.name', entity.metadata.name);
  add('metadata.namespace', entity.metadata.namespace ?? 'default');
  add('metadata.uid', entity.metadata.uid ?? null);
  for (const { type, targetRef } of entity.relations ?? []) {
    add(`relations.${type}`, targetRef);
  }
  return [...rows.values()];
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
