import {
  DEFAULT_NAMESPACE,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import { TenantDirectory, TenantId } from '@commonhold/plugin-tenancy-common';
import { tenantOfLocation } from '@commonhold/plugin-tenancy-node';

/** A reason for an entity to belong to a tenant, in words. */
export type Claim = { readonly tenant: TenantId; readonly because: string };

/** Where an entity was read from. */
export type Provenance = {
  readonly location: LocationSpec;
  /** The registered location that led there. */
  readonly origin: LocationSpec;
};

export function namespaceOf(entity: Entity): string {
  return (entity.metadata.namespace ?? DEFAULT_NAMESPACE).toLocaleLowerCase(
    'en-US',
  );
}

/** The group that owns the entity; a group owns itself. */
export function owningGroupOf(entity: Entity): string | undefined {
  if (isKind(entity, 'group')) {
    return stringifyEntityRef(entity);
  }
  const owner = entity.spec?.owner;
  if (typeof owner !== 'string') {
    return undefined;
  }
  return refsOf(owner, 'group', entity).find(ref => ref.startsWith('group:'));
}

/** Full refs named by a field of a spec: a string, or a list of them. */
export function refsOf(
  value: unknown,
  defaultKind: string,
  entity: Entity,
): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.flatMap(item => {
    if (typeof item !== 'string') {
      return [];
    }
    try {
      return [
        stringifyEntityRef(
          parseEntityRef(item, {
            defaultKind,
            defaultNamespace: namespaceOf(entity),
          }),
        ),
      ];
    } catch {
      // The processors of that kind say what is wrong with it.
      return [];
    }
  });
}

export function isKind(entity: Entity, kind: string): boolean {
  return entity.kind.toLocaleLowerCase('en-US') === kind;
}

/** The tenant of a group: as the directory knows it, else through its parent. */
export function tenantOfGroup(
  ref: string,
  directory: TenantDirectory,
  parent?: string,
): TenantId | null {
  const known = directory.groups[ref];
  if (known) {
    return known.tenant;
  }
  const claimed = directory.tenants.find(({ groups }) => groups.includes(ref));
  if (claimed) {
    return claimed.id;
  }
  return parent ? tenantOfGroup(parent, directory) : null;
}

/**
 * Every reason for the entity to belong to a tenant: its namespace, its owning
 * group, where it was read from and what led there.
 */
export function claimsOn(
  entity: Entity,
  { location, origin }: Provenance,
  directory: TenantDirectory,
): Claim[] {
  const claims: Claim[] = [];
  const claim = (tenant: TenantId | null | undefined, because: string) => {
    if (tenant) {
      claims.push({ tenant, because });
    }
  };
  const namespace = namespaceOf(entity);
  claim(
    directory.tenants.find(tenant => tenant.namespaces.includes(namespace))?.id,
    `its namespace "${namespace}"`,
  );
  const owner = owningGroupOf(entity);
  if (owner && isKind(entity, 'group')) {
    const [parent] = refsOf(entity.spec?.parent, 'group', entity);
    claim(
      tenantOfGroup(owner, directory, parent),
      parent ? `its parent ${parent}` : 'the groups of the tenant',
    );
  } else if (owner) {
    claim(tenantOfGroup(owner, directory), `its owner ${owner}`);
  }
  claim(
    tenantOfLocation(location, directory.tenants),
    `the place it was read from, ${location.target}`,
  );
  claim(
    tenantOfLocation(origin, directory.tenants),
    `the location that led to it, ${origin.target}`,
  );
  return claims;
}

/** The tenant in whose repository the entity stands: the one who can mend it. */
export function authorOf(
  { location, origin }: Provenance,
  directory: TenantDirectory,
): TenantId | null {
  return (
    tenantOfLocation(location, directory.tenants) ??
    tenantOfLocation(origin, directory.tenants)
  );
}
