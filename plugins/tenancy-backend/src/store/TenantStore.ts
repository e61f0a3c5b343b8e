import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  Tenant,
  TenantClass,
  TenantDeclaration,
  TenantId,
  TenantState,
} from '@commonhold/plugin-tenancy-common';
import { Knex } from 'knex';
import { TenantFilter } from '../permissions/tenantRules';
import { applyTenantCriteria } from './applyTenantCriteria';
import { cutPage, decodeCursor } from './cursor';
import {
  TenantAdminRow,
  TenantDetails,
  TenantGroupRow,
  TenantNamespaceRow,
  TenantRow,
} from './rows';

/** Which tenant holds what, of what can be held once only. */
export type TenantClaims = {
  readonly groups: ReadonlyMap<string, TenantId>;
  readonly namespaces: ReadonlyMap<string, TenantId>;
  readonly locations: ReadonlyMap<string, TenantId>;
};

/** Tenants and their claims. Every method takes part in a transaction. */
export class TenantStore {
  static create(knex: Knex): TenantStore {
    return new TenantStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async all(tx: Knex = this.knex): Promise<Tenant[]> {
    return this.hydrate(tx, await tx<TenantRow>('tenants').orderBy('id'));
  }

  async byIds(ids: readonly string[]): Promise<Tenant[]> {
    if (ids.length === 0) {
      return [];
    }
    return this.hydrate(
      this.knex,
      await this.knex<TenantRow>('tenants').whereIn('id', ids).orderBy('id'),
    );
  }

  async page(options: {
    criteria?: PermissionCriteria<TenantFilter>;
    /** Part of the id, title or description, in any case. */
    text?: string;
    state?: TenantState;
    class?: TenantClass;
    limit: number;
    cursor?: string;
  }): Promise<{ items: Tenant[]; totalItems: number; nextCursor?: string }> {
    const { criteria, text, state, limit, cursor } = options;
    const { class: ofClass } = options;
    const visible = this.knex<TenantRow>('tenants')
      .where(builder => applyTenantCriteria(builder, criteria))
      .modify(query => {
        if (state !== undefined) {
          query.where({ state });
        }
        if (ofClass !== undefined) {
          query.where({ class: ofClass });
        }
        if (text) {
          query.where(builder => whereContains(builder, text));
        }
      });
    const [{ total }] = await visible.clone().count({ total: '*' });
    const rows: TenantRow[] = await visible
      .clone()
      .modify(query => {
        if (cursor !== undefined) {
          query.where('id', '>', decodeCursor(cursor, 1)[0]);
        }
      })
      .orderBy('id')
      .limit(limit + 1);
    const { items, nextCursor } = cutPage(rows, limit, row => [row.id]);
    return {
      items: await this.hydrate(this.knex, items),
      totalItems: Number(total),
      nextCursor,
    };
  }

  async find(
    id: string,
    criteria?: PermissionCriteria<TenantFilter>,
    tx: Knex = this.knex,
  ): Promise<Tenant | undefined> {
    const rows = await tx<TenantRow>('tenants')
      .where({ id })
      .where(builder => applyTenantCriteria(builder, criteria));
    const [tenant] = await this.hydrate(tx, rows);
    return tenant;
  }

  /** Writes a tenant that was made in the portal, new or changed. */
  async put(
    tx: Knex.Transaction,
    declaration: TenantDeclaration,
    now: string,
  ): Promise<void> {
    await this.deleteClaims(tx, [declaration.id]);
    await this.upsert(tx, declaration, null, now);
  }

  /** Ids of the tenants that a permission decision allows. */
  async ids(criteria: PermissionCriteria<TenantFilter>): Promise<TenantId[]> {
    const rows: Pick<TenantRow, 'id'>[] = await this.knex<TenantRow>('tenants')
      .select('id')
      .where(builder => applyTenantCriteria(builder, criteria))
      .orderBy('id');
    return rows.map(row => row.id as TenantId);
  }

  /** Tenants that one of these people or groups looks after. */
  async administeredBy(refs: readonly string[]): Promise<TenantId[]> {
    if (refs.length === 0) {
      return [];
    }
    const rows: Pick<TenantAdminRow, 'tenant_id'>[] =
      await this.knex<TenantAdminRow>('tenant_admins')
        .distinct('tenant_id')
        .whereIn('entity_ref', refs);
    return rows.map(row => row.tenant_id as TenantId);
  }

  /** @param of - whose claims count; by default everybody's */
  async claims(
    tx: Knex,
    of: (tenant: Tenant) => boolean = () => true,
  ): Promise<TenantClaims> {
    const tenants = (await this.all(tx)).filter(
      tenant => tenant.state !== 'archived' && of(tenant),
    );
    const claimed = (pick: (tenant: Tenant) => readonly string[]) =>
      new Map(
        tenants.flatMap(tenant =>
          pick(tenant).map(value => [value, tenant.id] as const),
        ),
      );
    return {
      groups: claimed(tenant => tenant.groups),
      namespaces: claimed(tenant => tenant.namespaces),
      locations: claimed(tenant => tenant.locations),
    };
  }

  /**
   * Makes the tenants of a source what the declarations say. Tenants that it
   * no longer declares are archived: they own nothing any more, but what
   * remembers them still finds their name.
   */
  async replaceSource(
    tx: Knex.Transaction,
    source: string,
    declarations: readonly TenantDeclaration[],
    now: string,
  ): Promise<void> {
    const declared = declarations.map(({ id }) => id);
    const dropped = await tx<TenantRow>('tenants')
      .where({ source })
      .whereNotIn('id', declared)
      .pluck('id');
    await this.deleteClaims(tx, [...declared, ...dropped]);
    await tx<TenantRow>('tenants')
      .whereIn('id', dropped)
      .whereNot({ state: 'archived' })
      .update({ state: 'archived', updated_at: now });
    for (const declaration of declarations) {
      await this.upsert(tx, declaration, source, now);
    }
  }

  private async upsert(
    tx: Knex.Transaction,
    declaration: TenantDeclaration,
    source: string | null,
    now: string,
  ): Promise<void> {
    const { id, groups, namespaces, admins } = declaration;
    const details: TenantDetails = {
      locations: declaration.locations,
      signIn: declaration.signIn,
      entitlements: declaration.entitlements,
      quotas: declaration.quotas,
    };
    const row = {
      title: declaration.title,
      description: declaration.description,
      state: declaration.state,
      class: declaration.class,
      platform: declaration.platform,
      details: JSON.stringify(details),
      source,
    };
    await tx<TenantRow>('tenants')
      .insert({ id, ...row, updated_at: now })
      .onConflict('id')
      .merge();
    if (declaration.state === 'archived') {
      return;
    }
    await insertAll(
      tx,
      'tenant_groups',
      groups.map(group => ({ group_ref: group, tenant_id: id })),
    );
    await insertAll(
      tx,
      'tenant_namespaces',
      namespaces.map(namespace => ({ namespace, tenant_id: id })),
    );
    await insertAll(
      tx,
      'tenant_admins',
      admins.map(admin => ({ entity_ref: admin, tenant_id: id })),
    );
  }

  private async deleteClaims(
    tx: Knex.Transaction,
    tenants: readonly string[],
  ): Promise<void> {
    for (const table of [
      'tenant_groups',
      'tenant_namespaces',
      'tenant_admins',
    ]) {
      await tx(table).whereIn('tenant_id', tenants).delete();
    }
  }

  private async hydrate(
    tx: Knex,
    rows: readonly TenantRow[],
  ): Promise<Tenant[]> {
    const ids = rows.map(row => row.id);
    const groups = await tx<TenantGroupRow>('tenant_groups')
      .whereIn('tenant_id', ids)
      .orderBy('group_ref');
    const namespaces = await tx<TenantNamespaceRow>('tenant_namespaces')
      .whereIn('tenant_id', ids)
      .orderBy('namespace');
    const admins = await tx<TenantAdminRow>('tenant_admins')
      .whereIn('tenant_id', ids)
      .orderBy('entity_ref');
    const groupsOf = collect(groups, row => row.group_ref);
    const namespacesOf = collect(namespaces, row => row.namespace);
    const adminsOf = collect(admins, row => row.entity_ref);
    return rows.map(row => {
      const details: TenantDetails = JSON.parse(row.details);
      return {
        id: row.id as TenantId,
        title: row.title,
        description: row.description,
        state: row.state as TenantState,
        class: row.class as TenantClass,
        platform: Boolean(row.platform),
        groups: groupsOf.get(row.id) ?? [],
        admins: adminsOf.get(row.id) ?? [],
        namespaces: namespacesOf.get(row.id) ?? [],
        ...details,
        source: row.source,
        updatedAt: row.updated_at,
      };
    });
  }
}

/** A few hundred tenants are read faster than an index of words is kept. */
function whereContains(query: Knex.QueryBuilder, text: string): void {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  for (const column of ['id', 'title', 'description']) {
    query.orWhereRaw(`lower(??) like lower(?) escape '\\'`, [column, pattern]);
  }
}

function collect<T extends { tenant_id: string }>(
  rows: readonly T[],
  valueOf: (row: T) => string,
): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const row of rows) {
    const values = result.get(row.tenant_id) ?? [];
    values.push(valueOf(row));
    result.set(row.tenant_id, values);
  }
  return result;
}

async function insertAll(
  tx: Knex.Transaction,
  table: string,
  rows: readonly (TenantGroupRow | TenantNamespaceRow | TenantAdminRow)[],
): Promise<void> {
  if (rows.length > 0) {
    await tx(table).insert([...rows]);
  }
}
