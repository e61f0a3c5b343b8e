import { AuthService } from '@backstage/backend-plugin-api';
import {
  RELATION_MEMBER_OF,
  stringifyEntityRef,
  parseEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Caller,
  CallerTenant,
  DirectoryGroup,
  Tenant,
  TenantId,
  TenantRole,
  Viewing,
} from '@commonhold/plugin-tenancy-common';
import { DirectoryStore } from '../store/DirectoryStore';
import { TenantStore } from '../store/TenantStore';
import { KeptViewing, ViewingStore } from '../store/ViewingStore';

/** A caller with every tenant of theirs, those that are suspended included. */
export type CallerDetails = Caller & {
  readonly memberships: readonly Membership[];
  /** What an operator looks at the portal as. */
  readonly viewing?: Viewing;
};

type Membership = { readonly tenant: Tenant; readonly role: TenantRole };

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
        readonly viewings: ViewingStore;
      };
      /** Refs of the groups that run the portal. */
      readonly operators: readonly string[];
      /** Refs of the groups that may see all. */
      readonly auditors: readonly string[];
    },
  ) {}

  async get(userEntityRef: string): Promise<CallerDetails> {
    const user = stringifyEntityRef(parseEntityRef(userEntityRef));
    const caller = await this.asThemselves(user);
    // Whoever sees all can only lose by it; whoever does not could gain.
    const viewing = caller.operator
      ? await this.options.stores.viewings.find(user, new Date().toISOString())
      : undefined;
    return viewing ? this.asMember(user, viewing) : caller;
  }

  private async asThemselves(user: string): Promise<CallerDetails> {
    const { stores, operators, auditors } = this.options;
    const direct = await this.directGroups(user);
    const placed = await this.place(direct);
    const chain = new Set(
      direct.flatMap(ref => [ref, ...(placed.get(ref)?.ancestors ?? [])]),
    );
    const groups = groupsWithinTenants(direct, placed);
    const tenants = new Set<TenantId>(
      direct.flatMap(ref => placed.get(ref)?.tenant ?? []),
    );
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
    const suspended = new Set<TenantId | null | undefined>(
      memberships
        .filter(({ tenant }) => tenant.state === 'suspended')
        .map(({ tenant }) => tenant.id),
    );
    return {
      userEntityRef: user,
      operator: operators.some(group => chain.has(group)),
      auditor: auditors.some(group => chain.has(group)),
      tenants: activeTenants(memberships),
      external: isExternal(memberships),
      // What is private to a group of a suspended tenant is out of reach too.
      groups: groups.filter(ref => !suspended.has(placed.get(ref)?.tenant)),
      memberships,
    };
  }

  /** A member of the tenant who is in none of its groups. */
  private async asMember(
    user: string,
    viewing: KeptViewing,
  ): Promise<CallerDetails> {
    const { tenant: id, since, until } = viewing;
    const [tenant] = await this.options.stores.tenants.byIds([id]);
    const memberships: Membership[] =
      tenant.state === 'archived' ? [] : [{ tenant, role: 'member' }];
    return {
      userEntityRef: user,
      operator: false,
      auditor: false,
      tenants: activeTenants(memberships),
      external: isExternal(memberships),
      groups: [],
      viewingAs: id,
      memberships,
      viewing: { id, title: tenant.title, since, until },
    };
  }

  /** The groups and all above them, as the directory has them. */
  private async place(
    direct: readonly string[],
  ): Promise<ReadonlyMap<string, DirectoryGroup>> {
    const { directory } = this.options.stores;
    const known = await directory.groupsByRefs(direct);
    const above = [...known.values()].flatMap(({ ancestors }) => ancestors);
    return new Map([...known, ...(await directory.groupsByRefs(above))]);
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

/** Also if all internal ones are suspended: they are colleagues still. */
function isExternal(memberships: readonly Membership[]): boolean {
  return !memberships.some(({ tenant }) => tenant.class === 'internal');
}

function activeTenants(memberships: readonly Membership[]): CallerTenant[] {
  return memberships
    .filter(({ tenant }) => tenant.state === 'active')
    .map(({ tenant, role }) => ({
      id: tenant.id,
      role,
      plugins: tenant.entitlements.plugins,
      requestsPerMinute: tenant.quotas.requestsPerMinute,
    }));
}

/**
 * The groups that a person is in, and those above them of the same tenant: a
 * group beneath one of another tenant does not open that tenant.
 */
function groupsWithinTenants(
  direct: readonly string[],
  placed: ReadonlyMap<string, DirectoryGroup>,
): string[] {
  const groups = direct.flatMap(ref => {
    const group = placed.get(ref);
    return group
      ? [
          ref,
          ...group.ancestors.filter(
            above => placed.get(above)?.tenant === group.tenant,
          ),
        ]
      : [];
  });
  return [...new Set(groups)].sort();
}
