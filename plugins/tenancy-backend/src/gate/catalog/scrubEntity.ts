import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  ANNOTATION_SHARED_WITH,
  Caller,
  audienceSeenBy,
  defaultKindOf,
  readStamp,
} from '@commonhold/plugin-tenancy-common';
import { namedIn, resolveRef } from './references';

/** An entity, or the part of one that somebody asked for. */
export type PartialEntity = Partial<Omit<Entity, 'metadata'>> & {
  metadata?: Partial<Entity['metadata']>;
  status?: unknown;
};

/** Calls back with every ref that an entity names. */
export function collectRefs(
  entity: PartialEntity,
  found: (ref: string) => void,
): void {
  for (const relation of entity.relations ?? []) {
    found(relation.targetRef.toLocaleLowerCase('en-US'));
  }
  walkSpec(entity, ref => {
    found(ref);
    return true;
  });
}

/**
 * The entity without what names hidden ones: relations, references in `spec`,
 * and the other tenants that it is shared with. What is hidden and what is not
 * there is treated alike.
 */
export function scrubEntity<T extends PartialEntity>(
  entity: T,
  visible: ReadonlySet<string>,
  caller: Caller,
): T {
  const spec = walkSpec(entity, ref => visible.has(ref));
  // Its errors tell what collides with what, to those who can mend it.
  const { status, ...rest } = entity;
  return {
    ...(isOwn(entity, caller) ? entity : (rest as T)),
    ...(entity.metadata && { metadata: scrubMetadata(entity, caller) }),
    ...(spec && { spec }),
    ...(entity.relations && {
      relations: entity.relations.filter(({ targetRef }) =>
        visible.has(targetRef.toLocaleLowerCase('en-US')),
      ),
    }),
  };
}

/** Whom else a thing is shared with is the business of its own tenant. */
function scrubMetadata(
  { metadata = {} }: PartialEntity,
  caller: Caller,
): Partial<Entity['metadata']> {
  if (isOwn({ metadata }, caller)) {
    return metadata;
  }
  const stamp = stampOf({ metadata });
  const held = new Set<string>(audienceSeenBy(caller));
  const own = caller.tenants.map(({ id }) => String(id));
  const { [ANNOTATION_SHARED_WITH]: sharedWith, ...annotations } =
    metadata.annotations ?? {};
  const known = (sharedWith ?? '')
    .split(',')
    .map(id => id.trim())
    .filter(id => own.includes(id));
  return {
    ...metadata,
    ...(metadata.annotations && {
      annotations: {
        ...annotations,
        ...(known.length > 0 && { [ANNOTATION_SHARED_WITH]: known.join(',') }),
      },
    }),
    ...(stamp && {
      tenancy: {
        tenant: stamp.tenant,
        audience: stamp.audience.filter(
          value => held.has(value) || value === `tenant:${stamp.tenant}`,
        ),
      },
    }),
  };
}

function stampOf({ metadata }: PartialEntity) {
  return metadata && readStamp({ metadata } as Entity);
}

/** Without a stamp, nobody knows, so that it is not. */
function isOwn(entity: PartialEntity, caller: Caller): boolean {
  const tenant = stampOf(entity)?.tenant;
  return caller.tenants.some(({ id }) => id === tenant);
}

/** Rebuilds a spec with the refs that are kept. */
function walkSpec(
  entity: PartialEntity,
  keep: (ref: string) => boolean,
): JsonObject | undefined {
  if (!entity.spec) {
    return undefined;
  }
  const namespace = entity.metadata?.namespace ?? DEFAULT_NAMESPACE;
  const walk = (
    value: JsonValue,
    place: { kind?: string; top?: boolean },
  ): JsonValue | undefined => {
    if (typeof value === 'string') {
      const ref = place.kind
        ? resolveRef(value, { kind: place.kind, namespace })
        : namedIn(value, namespace);
      return ref === undefined || keep(ref) ? value : undefined;
    }
    if (Array.isArray(value)) {
      return value
        .map(item => walk(item, { kind: place.kind }))
        .filter((item): item is JsonValue => item !== undefined);
    }
    if (!isObject(value)) {
      return value;
    }
    const kept: JsonObject = {};
    for (const [key, inner] of Object.entries(value)) {
      const kind = place.top ? defaultKindOf(key) : undefined;
      kept[key] = inner === undefined ? undefined : walk(inner, { kind });
    }
    return kept;
  };
  const spec = walk(entity.spec, { top: true });
  return isObject(spec) ? spec : undefined;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
