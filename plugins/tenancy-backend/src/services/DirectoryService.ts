import {
  DirectoryChangeKey,
  DirectoryGroup,
  TenantDeclaration,
  TenantDirectory,
  TenantId,
} from '@commonhold/plugin-tenancy-common';
import { tenantOfLocation } from '@commonhold/plugin-tenancy-node';
import { Knex } from 'knex';
import { DirectoryStore } from '../store/DirectoryStore';
import { LocationStore } from '../store/LocationStore';
import { DirectoryMemberRow } from '../store/rows';
import { TenantStore } from '../store/TenantStore';
import { CatalogGroup, placeGroups, tenantOfGroup } from './groupTree';

/**
 * Keeps the directory true to the catalog's groups and to the tenants' claims,
 * and notes what the catalog has to stamp anew.
 */
export class DirectoryService {
  private snapshot: TenantDirectory | undefined;

  constructor(
    private readonly stores: {
      readonly directory: DirectoryStore;
      readonly locations: LocationStore;
      readonly tenants: TenantStore;
    },
  ) {}

  /** Everything needed to find the tenant of an entity, as of now. */
  async get(): Promise<TenantDirectory> {
    const revision = await this.stores.directory.revision();
    if (this.snapshot?.revision !== revision) {
      const [all, groups, registered] = await Promise.all([
        this.stores.tenants.all(),
        this.stores.directory.groups(),
        this.stores.locations.all(),
      ]);
      const tenants = all.filter(tenant => tenant.state !== 'archived');
      this.snapshot = {
        revision,
        tenants: tenants.map(tenant => ({
          id: tenant.id,
          title: tenant.title,
          description: tenant.description,
          state: tenant.state,
          class: tenant.class,
          platform: tenant.platform,
          groups: tenant.groups,
          namespaces: tenant.namespaces,
          locations: tenant.locations,
          signIn: tenant.signIn,
        })),
        groups: Object.fromEntries(groups),
        // What is no longer the tenant's to register is not read any more.
        registrations: registered
          .filter(
            ({ tenant, target }) =>
              tenantOfLocation({ type: 'url', target }, tenants) === tenant,
          )
          .map(({ tenant, target }) => ({ tenant, target })),
      };
    }
    return this.snapshot;
  }

  /** Makes the directory what the catalog's groups say. */
  async replaceGroups(groups: readonly CatalogGroup[]): Promise<void> {
    await this.stores.directory.exclusively(async tx => {
      const claims = await this.stores.tenants.claims(tx);
      const before = await this.stores.directory.groups(tx);
      const after = placeGroups(groups, claims.groups);
      const membersBefore = await this.stores.directory.members(tx);
      const membersAfter = groups.flatMap(group =>
        group.members.map(user => ({ group_ref: group.ref, user_ref: user })),
      );
      const moved = await this.putMovedGroups(tx, before, after);
      const gone = [...before.keys()].filter(ref => !after.has(ref));
      const joined = without(membersAfter, membersBefore);
      const left = without(membersBefore, membersAfter);
      await this.stores.directory.deleteGroups(tx, gone);
      await this.stores.directory.addMembers(tx, joined);
      await this.stores.directory.deleteMembers(tx, left);

      const stirred = new Set([...moved, ...gone]);
      const users = [
        ...joined,
        ...left,
        ...membersAfter.filter(member => stirred.has(member.group_ref)),
      ].map(member => member.user_ref);
      await this.stores.directory.recordChanges(
        tx,
        [...stirred, ...users],
        new Date().toISOString(),
      );
    });
  }

  /**
   * Places the groups anew after tenants changed, in the transaction that
   * changed them.
   */
  async tenantsChanged(
    tx: Knex.Transaction,
    before: readonly TenantDeclaration[],
    after: readonly TenantDeclaration[],
  ): Promise<void> {
    const claims = await this.stores.tenants.claims(tx);
    const groupsBefore = await this.stores.directory.groups(tx);
    const groupsAfter = new Map<string, DirectoryGroup>(
      [...groupsBefore].map(([ref, { ancestors }]) => [
        ref,
        { ancestors, tenant: tenantOfGroup(ref, ancestors, claims.groups) },
      ]),
    );
    const moved = new Set(
      await this.putMovedGroups(tx, groupsBefore, groupsAfter),
    );
    const users = (await this.stores.directory.members(tx))
      .filter(member => moved.has(member.group_ref))
      .map(member => member.user_ref);
    await this.stores.directory.recordChanges(
      tx,
      [...changedClaims(before, after), ...moved, ...users],
      new Date().toISOString(),
    );
  }

  private async putMovedGroups(
    tx: Knex.Transaction,
    before: ReadonlyMap<string, DirectoryGroup>,
    after: ReadonlyMap<string, DirectoryGroup>,
  ): Promise<string[]> {
    const moved = new Map(
      [...after].filter(([ref, group]) => {
        const old = before.get(ref);
        return (
          !old ||
          old.tenant !== group.tenant ||
          old.ancestors.join() !== group.ancestors.join()
        );
      }),
    );
    await this.stores.directory.putGroups(tx, moved);
    return [...moved.keys()];
  }
}

function without(
  members: readonly DirectoryMemberRow[],
  others: readonly DirectoryMemberRow[],
): DirectoryMemberRow[] {
  const keyOf = (member: DirectoryMemberRow) =>
    `${member.group_ref}\n${member.user_ref}`;
  const known = new Set(others.map(keyOf));
  return members.filter(member => !known.has(keyOf(member)));
}

/** What has to be stamped anew when tenants go from one form to another. */
export function changedClaims(
  before: readonly TenantDeclaration[],
  after: readonly TenantDeclaration[],
): DirectoryChangeKey[] {
  const keys = new Set<DirectoryChangeKey>();
  const old = new Map<TenantId, TenantDeclaration>(
    before.map(tenant => [tenant.id, tenant]),
  );
  const now = new Map<TenantId, TenantDeclaration>(
    after.map(tenant => [tenant.id, tenant]),
  );
  for (const id of new Set([...old.keys(), ...now.keys()])) {
    const a = old.get(id);
    const b = now.get(id);
    for (const namespace of differing(a?.namespaces, b?.namespaces)) {
      keys.add(`namespace:${namespace}`);
    }
    // The claimed groups themselves may not be in the catalog yet, so that
    // placing the known groups anew would not find them.
    for (const group of differing(a?.groups, b?.groups)) {
      keys.add(group);
    }
    if (differing(a?.locations, b?.locations).length > 0) {
      keys.add('locations');
    }
    if (!a || !b || shownInCatalog(a) !== shownInCatalog(b)) {
      keys.add(`tenant:${id}`);
    }
  }
  return [...keys];
}

/** What of a tenant others follow: in its own entity, in stamps, at sign-in. */
function shownInCatalog(tenant: TenantDeclaration): string {
  const { title, description, state, platform, groups, signIn } = tenant;
  return JSON.stringify([
    title,
    description,
    state,
    tenant.class,
    platform,
    groups,
    signIn,
  ]);
}

function differing(
  a: readonly string[] = [],
  b: readonly string[] = [],
): string[] {
  return [
    ...a.filter(value => !b.includes(value)),
    ...b.filter(value => !a.includes(value)),
  ];
}
