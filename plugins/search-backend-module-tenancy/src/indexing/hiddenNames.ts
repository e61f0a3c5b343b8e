import { IndexableDocument } from '@backstage/plugin-search-common';
import {
  ANNOTATION_SHARED_WITH,
  EVERYONE,
  OPERATORS,
} from '@commonhold/plugin-tenancy-common';
import { entityRefOf, isEntityRef } from './documentAudience';
import { EntityAudiences } from './EntityAudiences';

/** Written by people for those who find the document. */
const AUTHORED = new Set(['title', 'text', 'location', 'authorization']);

/** Entities that a document names; its own has to be loaded. */
export function namedBy(
  document: IndexableDocument,
  entities: EntityAudiences,
): string[] {
  const { owner } = entities.get(entityRefOf(document) ?? '');
  return [
    ...(owner ? [owner] : []),
    ...Object.entries(document).flatMap(([field, value]) =>
      AUTHORED.has(field) ? [] : asList(value).filter(isEntityRef),
    ),
  ];
}

/**
 * Leaves out of a document the names of entities that not all who find it may
 * see: a shared component does not tell, nor is it found by, the team that owns
 * it. Nor does it tell whom else it is shared with.
 *
 * @param audience - who finds the document
 * @param entities - with what {@link namedBy} the document loaded
 */
export function withoutHiddenNames(
  document: IndexableDocument,
  audience: readonly string[],
  entities: EntityAudiences,
): IndexableDocument {
  const entityRef = entityRefOf(document);
  if (!entityRef) {
    return document;
  }
  const isVisible = (ref: string) => isVisibleToAll(audience, ref, entities);
  const { owner } = entities.get(entityRef);
  const seen = (field: string, value: unknown): unknown => {
    if (AUTHORED.has(field)) {
      return value;
    }
    // Collators write it as the entity does, or the mere name.
    if (field === 'owner') {
      return !owner || isVisible(owner) ? value : '';
    }
    if (field === 'annotations' && isObject(value)) {
      const { [ANNOTATION_SHARED_WITH]: _, ...annotations } = value;
      return annotations;
    }
    if (Array.isArray(value)) {
      return value.filter(item => !isEntityRef(item) || isVisible(item));
    }
    return !isEntityRef(value) || isVisible(value) ? value : '';
  };
  // Empty and not absent: lunr takes the fields of an index from its first document.
  const fields = Object.entries(document).map(
    ([field, value]) => [field, seen(field, value)] as const,
  );
  const { title, text, location } = document;
  return { ...Object.fromEntries(fields), title, text, location };
}

function isVisibleToAll(
  audience: readonly string[],
  ref: string,
  entities: EntityAudiences,
): boolean {
  const { audience: visibleTo } = entities.get(ref);
  const isForEveryone = visibleTo.includes(EVERYONE);
  return audience.every(
    value =>
      value === OPERATORS ||
      // Members of a group know the group.
      value === ref ||
      visibleTo.includes(value) ||
      (isForEveryone && !entities.isExternal(value)),
  );
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
