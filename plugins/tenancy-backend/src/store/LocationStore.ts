import { createHash } from 'node:crypto';
import { TenantId, TenantLocation } from '@commonhold/plugin-tenancy-common';
import { Knex } from 'knex';
import { cutPage, decodeCursor } from './cursor';
import { TenantLocationRow } from './rows';

/** A file with the tenant that registered it. */
export type Registration = TenantLocation & { readonly tenant: TenantId };

/** Files that members of tenants registered. */
export class LocationStore {
  static create(knex: Knex): LocationStore {
    return new LocationStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /** @returns whether it is new to the tenant */
  async add(
    tx: Knex.Transaction,
    registration: Registration,
  ): Promise<boolean> {
    const added: unknown[] = await tx<TenantLocationRow>('tenant_locations')
      .insert({
        id: registration.id,
        tenant_id: registration.tenant,
        target: registration.target,
        target_hash: createHash('sha256')
          .update(registration.target)
          .digest('hex'),
        created_at: registration.createdAt,
        created_by: registration.createdBy,
      })
      .onConflict(['tenant_id', 'target_hash'])
      .ignore()
      .returning('id');
    return added.length > 0;
  }

  /** @returns what was deleted, if the tenant had it */
  async delete(
    tx: Knex.Transaction,
    tenant: string,
    id: string,
  ): Promise<TenantLocation | undefined> {
    const registered = tx<TenantLocationRow>('tenant_locations').where({
      tenant_id: tenant,
      id,
    });
    const row = await registered.clone().first();
    await registered.clone().delete();
    return row && toLocation(row);
  }

  /** Of a tenant, the oldest first. */
  async page(
    tenant: string,
    options: { limit: number; cursor?: string },
  ): Promise<{
    items: TenantLocation[];
    totalItems: number;
    nextCursor?: string;
  }> {
    const { limit, cursor } = options;
    const locations = this.knex<TenantLocationRow>('tenant_locations').where({
      tenant_id: tenant,
    });
    const [{ total }] = await locations.clone().count({ total: '*' });
    const rows: TenantLocationRow[] = await locations
      .clone()
      .modify(query => {
        if (cursor !== undefined) {
          const [time, id] = decodeCursor(cursor, 2);
          query.where(builder =>
            builder
              .where('created_at', '>', time)
              .orWhere(same =>
                same.where('created_at', time).where('id', '>', id),
              ),
          );
        }
      })
      .orderBy(['created_at', 'id'])
      .limit(limit + 1);
    const { items, nextCursor } = cutPage(rows, limit, row => [
      row.created_at,
      row.id,
    ]);
    return {
      items: items.map(toLocation),
      totalItems: Number(total),
      nextCursor,
    };
  }

  /** Of all tenants, in an order that holds. */
  async all(): Promise<Registration[]> {
    const rows = await this.knex<TenantLocationRow>('tenant_locations').orderBy(
      ['tenant_id', 'created_at', 'id'],
    );
    return rows.map(row => ({
      ...toLocation(row),
      tenant: row.tenant_id as TenantId,
    }));
  }
}

function toLocation(row: TenantLocationRow): TenantLocation {
  return {
    id: row.id,
    target: row.target,
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}
