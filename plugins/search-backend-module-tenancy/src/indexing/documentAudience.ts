import { IndexableDocument } from '@backstage/plugin-search-common';
import { EVERYONE, OPERATORS } from '@commonhold/plugin-tenancy-common';
import { AUDIENCE_FIELD } from '../engines/AudienceEngine';
import { EntityAudiences } from './EntityAudiences';

const ENTITY_REF = /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/;

/** Whether it has the form of a full entity ref. Resources of others have not. */
export function isEntityRef(value: unknown): value is string {
  return typeof value === 'string' && ENTITY_REF.test(value);
}

/** The entity that a document belongs to. */
export function entityRefOf(document: IndexableDocument): string | undefined {
  const ref = document.authorization?.resourceRef;
  return isEntityRef(ref) ? ref : undefined;
}

/**
 * Who may find a document: those who may see its entity; without one, those
 * whom its collator names; else everyone or operators, by its type.
 *
 * @param isPublic - whether everyone may find documents of this type
 */
export function documentAudience(
  document: IndexableDocument,
  entities: EntityAudiences,
  isPublic: boolean,
): readonly string[] {
  const entityRef = entityRefOf(document);
  if (entityRef) {
    return entities.get(entityRef).audience;
  }
  const declared: unknown = Reflect.get(document, AUDIENCE_FIELD);
  return Array.isArray(declared)
    ? declared.filter(value => typeof value === 'string')
    : [isPublic ? EVERYONE : OPERATORS];
}
