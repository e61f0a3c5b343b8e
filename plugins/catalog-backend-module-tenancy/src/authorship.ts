import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import {
  Audience,
  EVERYONE,
  TenantDirectory,
  TenantId,
  tenantAudience,
} from '@commonhold/plugin-tenancy-common';
import { isKind, namespaceOf, owningGroupOf, tenantOfGroup } from './claims';

/**
 * What the repository of a tenant must not say of an entity's place. A
 * namespace or a group that is a hidden tenant's and one that nobody has are
 * told alike: otherwise authors could find out who else there is.
 *
 * @returns what is wrong, or `undefined`
 */
export function findForeignPlace(
  entity: Entity,
  author: TenantId,
  directory: TenantDirectory,
): string | undefined {
  const namespace = namespaceOf(entity);
  if (!mayUseNamespace(namespace, author, directory)) {
    return `its namespace "${namespace}" is none of the tenant "${author}"`;
  }
  const owner = owningGroupOf(entity);
  if (
    owner &&
    !isKind(entity, 'group') &&
    !mayBeOwner(owner, author, directory)
  ) {
    return `its owner ${owner} is no group of the tenant "${author}"`;
  }
  return undefined;
}

/**
 * Its own, and `default`, if nobody owns that: entities are there unless their
 * author says otherwise.
 */
export function mayUseNamespace(
  namespace: string,
  author: TenantId,
  { tenants }: TenantDirectory,
): boolean {
  const owner = tenants.find(({ namespaces }) =>
    namespaces.includes(namespace),
  );
  return owner ? owner.id === author : namespace === DEFAULT_NAMESPACE;
}

/** A group of the tenant, or one in its namespace that nobody has yet. */
function mayBeOwner(
  group: string,
  author: TenantId,
  directory: TenantDirectory,
): boolean {
  const tenant = tenantOfGroup(group, directory);
  return tenant
    ? tenant === author
    : ownNamespaces(author, directory).some(namespace =>
        group.startsWith(`group:${namespace}/`),
      );
}

/** Whether the members of a tenant see that another one exists. */
export function knowsTenant(
  tenant: TenantId,
  other: TenantId,
  { tenants }: TenantDirectory,
): boolean {
  const isInternal = tenants.some(
    one => one.id === tenant && one.class === 'internal',
  );
  return (
    tenant === other ||
    (isInternal && tenants.some(({ id, platform }) => id === other && platform))
  );
}

export function ownNamespaces(
  tenant: TenantId,
  { tenants }: TenantDirectory,
): readonly string[] {
  return tenants.find(({ id }) => id === tenant)?.namespaces ?? [];
}

/** What all tenants hold, worked out once for each state of the directory. */
const groupsByTenant = new WeakMap<
  TenantDirectory,
  ReadonlyMap<TenantId, readonly Audience[]>
>();

/** What a tenant sees: the audiences that its members hold, all groups taken together. */
export function audienceHeldBy(
  tenant: TenantId,
  directory: TenantDirectory,
): readonly Audience[] {
  let groups = groupsByTenant.get(directory);
  if (!groups) {
    groups = collectGroups(directory);
    groupsByTenant.set(directory, groups);
  }
  const isInternal = directory.tenants.some(
    one => one.id === tenant && one.class === 'internal',
  );
  return [
    ...(isInternal ? [EVERYONE] : []),
    tenantAudience(tenant),
    ...(groups.get(tenant) ?? []),
  ];
}

function collectGroups({ groups }: TenantDirectory): Map<TenantId, Audience[]> {
  const found = new Map<TenantId, Audience[]>();
  for (const [ref, { tenant }] of Object.entries(groups)) {
    if (tenant) {
      const known = found.get(tenant) ?? [];
      known.push(ref as Audience);
      found.set(tenant, known);
    }
  }
  return found;
}
