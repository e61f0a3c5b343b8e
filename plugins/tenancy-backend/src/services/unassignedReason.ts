import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import { Refusal, UnassignedReason } from '@commonhold/plugin-tenancy-common';

/**
 * Why an entity belongs to no tenant, in words.
 *
 * @param refusal - what the catalog said of it last, if it had anything to say:
 *   an entity whose tenants conflict is hidden and reported like a refused one
 */
export function unassignedReason(
  entity: Entity,
  refusal:
    | (Pick<Refusal, 'code' | 'message'> & { readonly detail?: string })
    | undefined,
): UnassignedReason {
  if (refusal) {
    return { code: refusal.code, message: refusal.detail ?? refusal.message };
  }
  if (entity.kind.toLocaleLowerCase('en-US') === 'user') {
    return {
      code: 'NO_MEMBERSHIP',
      message:
        'No tenant has a group that this person is in: add the person to a group of a tenant, or the group to a tenant',
    };
  }
  const namespace = entity.metadata.namespace ?? DEFAULT_NAMESPACE;
  const owner = entity.spec?.owner;
  return {
    code: 'NO_CLAIM',
    message: `No tenant owns the namespace "${namespace}", ${
      typeof owner === 'string' ? `the owner ${owner}` : 'a group that owns it'
    } or the place it was read from: give one of them to a tenant, or move the entity to where its tenant is`,
  };
}
