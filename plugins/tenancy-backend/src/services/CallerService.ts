import { AuthService } from '@backstage/backend-plugin-api';
import {
  RELATION_MEMBER_OF,
  stringifyEntityRef,
  parseEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Caller,
  Tenant,
  TenantId,
  TenantRole,
} from '@commonhold/plugin-tenancy-common';
import { DirectoryStore } from '../store/DirectoryStore';
import { TenantStore } from '../store/TenantStore';

/** A caller with every tenant of theirs, those that are suspended included. */
export type CallerDetails = Caller & {
  readonly memberships: readonly { tenant: Tenant; role: TenantRole }[];
};

/**
 * Finds out who a person is to the portal, from the catalog's relations as
 * they are now and not from what was true at sign-in.
 */
export class CallerService {
  constructor(
    private readonly options: {
      readonly catalog: CatalogService;
      readonly auth: AuthService;
      readonly stores: {
        readonly directory: DirectoryStore;
        readonly tenants: TenantStore;
      };
      /** Refs of the groups that run the portal. */
      readonly operators: readonly string[];
      /** Refs of the groups that may see all. */
      readonly auditors: readonly string[];
    },
  ) {}

  async get(userEntityRef: string): Promise<CallerDetails> {
    const { stores, operators, auditors } = this.options;
    const user = stringifyEntityRef(parseEntityRef(userEntityRef));
    const direct = await this.directGroups(user);
    const known = await stores.directory.groupsByRefs(direct);
    const groups = new Set(direct);
    const tenants = new Set<TenantId>();
    for (const group of known.values()) {
      group.ancestors.forEach(ancestor => groups.add(ancestor));
      if (group.tenant) {
        tenants.add(group.tenant);
      }
    }
    const administered = new Set(
      await stores.tenants.administeredBy([user, ...groups]),
    );
    const memberships = (
      await stores.tenants.byIds([...new Set([...tenants, ...administered])])
    )
      .filter(tenant => tenant.state !== 'archived')
      .map(tenant => ({
        tenant,
        role: administered.has(tenant.id)
          ? ('admin' as const)
          : ('member' as const),
      }));
    return {
      userEntityRef: user,
      operator: operators.some(group => groups.has(group)),
      auditor: auditors.some(group => groups.has(group)),
      tenants: memberships
        .filter(({ tenant }) => tenant.state === 'active')
        .map(({ tenant, role }) => ({
          id: tenant.id,
          role,
          plugins: tenant.entitlements.plugins,
          requestsPerMinute: tenant.quotas.requestsPerMinute,
        })),
      groups: await this.groupsOutside(
        memberships
          .filter(({ tenant }) => tenant.state === 'suspended')
          .map(({ tenant }) => tenant.id),
        [...groups].sort(),
      ),
      memberships,
    };
  }

  /** What is private to a group of a suspended tenant is out of reach too. */
  private async groupsOutside(
    suspended: readonly TenantId[],
    groups: readonly string[],
  ): Promise<readonly string[]> {
    if (suspended.length === 0) {
      return groups;
    }
    const placed = await this.options.stores.directory.groupsByRefs(groups);
    return groups.filter(ref => {
      const tenant = placed.get(ref)?.tenant;
      return !tenant || !suspended.includes(tenant);
    });
  }

  private async directGroups(user: string): Promise<string[]> {
    const { catalog, auth } = this.options;
    const entity = await catalog.getEntityByRef(user, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    return (entity?.relations ?? [])
      .filter(relation => relation.type === RELATION_MEMBER_OF)
      .map(relation => relation.targetRef.toLocaleLowerCase('en-US'))
      .filter(ref => ref.startsWith('group:'));
  }
}
