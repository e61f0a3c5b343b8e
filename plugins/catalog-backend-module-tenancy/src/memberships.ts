import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { TenantDirectory, TenantId } from '@commonhold/plugin-tenancy-common';
import { authorOf, isKind, refsOf } from './claims';
import { StampQuestion } from './StampQuestion';

/**
 * Groups and people that the repository of a tenant declares may touch the
 * groups and people of that tenant alone: whoever could put a group beneath
 * another tenant's, or a person into it, would be in.
 *
 * @returns what is wrong, or `undefined`
 */
export function findForeignMembership({
  entity,
  provenance,
  directory,
  tenantsOfUsers,
}: StampQuestion): string | undefined {
  const author = authorOf(provenance, directory);
  if (!author) {
    return undefined;
  }
  const group = groupsNamedBy(entity).find(
    ref => !isGroupOf(ref, author, directory),
  );
  if (group) {
    return `a repository of the tenant "${author}" can only name groups of that tenant, and ${group} is none`;
  }
  const user = usersNamedBy(entity).find(
    ref => !tenantsOfUsers.get(ref)?.includes(author),
  );
  if (user) {
    return `a repository of the tenant "${author}" can only name people of that tenant, and ${user} is none; let the organisation's directory add them`;
  }
  return undefined;
}

/** People whom a group takes in by naming them. */
export function usersNamedBy(entity: Entity): string[] {
  return isKind(entity, 'group')
    ? refsOf(entity.spec?.members, 'user', entity)
    : [];
}

function groupsNamedBy(entity: Entity): string[] {
  if (isKind(entity, 'user')) {
    return refsOf(entity.spec?.memberOf, 'group', entity);
  }
  if (isKind(entity, 'group')) {
    return [
      stringifyEntityRef(entity),
      ...refsOf(entity.spec?.parent, 'group', entity),
      ...refsOf(entity.spec?.children, 'group', entity),
    ];
  }
  return [];
}

function isGroupOf(
  ref: string,
  tenant: TenantId,
  directory: TenantDirectory,
): boolean {
  const known = directory.groups[ref];
  if (known) {
    return known.tenant === tenant;
  }
  const { namespace } = parseEntityRef(ref);
  return directory.tenants.some(
    ({ id, groups, namespaces }) =>
      id === tenant && (groups.includes(ref) || namespaces.includes(namespace)),
  );
}
