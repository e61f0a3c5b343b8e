import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { JsonValue } from '@backstage/types';
import {
  TenantDirectory,
  TenantId,
  defaultKindOf,
} from '@commonhold/plugin-tenancy-common';
import { ownNamespaces } from './authorship';
import { isKind, refsOf } from './claims';

/** Where an owner is needed, that is what Backstage calls one that is not known. */
const NO_OWNER = 'unknown';

/** A reference in `spec` beyond the namespaces of the tenant. */
export type FarReference = { readonly field: string; readonly ref: string };

/** An entity, and what was left out of it. */
export type SeenEntity = {
  readonly entity: Entity;
  readonly unseen: readonly FarReference[];
};

/**
 * References to things beyond the namespaces of the entity's own tenant. Groups
 * and users declare memberships, which have rules of their own; the group that
 * owns an entity decides whose it is.
 */
export function farReferencesOf(
  entity: Entity,
  tenant: TenantId,
  directory: TenantDirectory,
): FarReference[] {
  if (isKind(entity, 'group') || isKind(entity, 'user')) {
    return [];
  }
  const own = ownNamespaces(tenant, directory);
  return Object.entries(entity.spec ?? {}).flatMap(([field, value]) =>
    readField(entity, field, value)
      .filter(ref => !own.includes(parseEntityRef(ref).namespace))
      .map(ref => ({ field, ref })),
  );
}

/**
 * Takes out references to what the tenant does not see, whether that is hidden
 * or absent: a relation would otherwise appear on the hidden entity.
 *
 * @param visible - those of the far references that the tenant sees
 */
export function leaveOutUnseen(
  entity: Entity,
  far: readonly FarReference[],
  visible: ReadonlySet<string>,
): SeenEntity {
  const unseen = far.filter(({ ref }) => !visible.has(ref));
  if (unseen.length === 0) {
    return { entity, unseen };
  }
  const gone = new Set(unseen.map(({ field, ref }) => `${field} ${ref}`));
  const isGone = (field: string, value: JsonValue | undefined) =>
    readField(entity, field, value).some(ref => gone.has(`${field} ${ref}`));
  const spec: Entity['spec'] = {};
  for (const [field, value] of Object.entries(entity.spec ?? {})) {
    if (Array.isArray(value)) {
      spec[field] = value.filter(item => !isGone(field, item));
    } else if (!isGone(field, value)) {
      spec[field] = value;
    } else if (field === 'owner') {
      spec[field] = NO_OWNER;
    }
  }
  return { entity: { ...entity, spec }, unseen };
}

function readField(
  entity: Entity,
  field: string,
  value: JsonValue | undefined,
): string[] {
  const kind = defaultKindOf(field);
  if (!kind) {
    return [];
  }
  const refs = refsOf(value, kind, entity);
  return field === 'owner'
    ? refs.filter(ref => !ref.startsWith('group:'))
    : refs;
}

/** A sentence for authors; long lists are cut. */
export function inWords(unseen: readonly FarReference[]): string {
  const named = unseen
    .slice(0, 10)
    .map(({ field, ref }) => `${field} ${ref}`)
    .join(', ');
  const more = unseen.length > 10 ? ` and ${unseen.length - 10} more` : '';
  return `${named}${more}`;
}
