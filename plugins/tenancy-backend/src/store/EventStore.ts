import {
  TenantEvent,
  TenantEventAction,
  TenantEventRole,
} from '@commonhold/plugin-tenancy-common';
import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import { cutPage, decodeCursor } from './cursor';
import { TenantEventRow } from './rows';

/** An event that is not written yet. */
export type NewTenantEvent = Omit<TenantEvent, 'id' | 'actor'> & {
  readonly tenant: string;
  readonly actor: string;
};

/** The audit log of tenants. Nothing in it is ever changed. */
export class EventStore {
  static create(knex: Knex): EventStore {
    return new EventStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async add(
    tx: Knex.Transaction,
    events: readonly NewTenantEvent[],
  ): Promise<void> {
    for (const event of events) {
      await tx<TenantEventRow>('tenant_events').insert({
        tenant_id: event.tenant,
        at: event.at,
        action: event.action,
        role: event.role,
        actor: event.actor,
        changes: JSON.stringify(event.changes),
      });
    }
  }

  /** Events of a tenant, the latest first. */
  async page(
    tenant: string,
    options: { limit: number; cursor?: string },
  ): Promise<{
    items: TenantEvent[];
    totalItems: number;
    nextCursor?: string;
  }> {
    const { limit, cursor } = options;
    const events = this.knex<TenantEventRow>('tenant_events').where({
      tenant_id: tenant,
    });
    const [{ total }] = await events.clone().count({ total: '*' });
    const rows: TenantEventRow[] = await events
      .clone()
      .modify(query => {
        if (cursor !== undefined) {
          query.where('id', '<', idOf(cursor));
        }
      })
      .orderBy('id', 'desc')
      .limit(limit + 1);
    const { items, nextCursor } = cutPage(rows, limit, row => [String(row.id)]);
    return {
      items: items.map(row => ({
        id: String(row.id),
        at: row.at,
        action: row.action as TenantEventAction,
        role: row.role as TenantEventRole,
        actor: row.actor,
        changes: JSON.parse(row.changes),
      })),
      totalItems: Number(total),
      nextCursor,
    };
  }
}

function idOf(cursor: string): number {
  const id = Number(decodeCursor(cursor, 1)[0]);
  if (!Number.isSafeInteger(id)) {
    throw new InputError(
      'The cursor is not valid: start again without one, or use the nextCursor of the page before',
    );
  }
  return id;
}
