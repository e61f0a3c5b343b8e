import { randomUUID } from 'node:crypto';
import {
  FieldChange,
  RequestEventAction,
} from '@commonhold/plugin-feature-requests-common';
import { Knex } from 'knex';
import { cutPage, decodeCursor } from './cursor';
import { EventRow } from './rows';

/** An event that is not written yet. */
export type NewEvent = {
  readonly requestId: number;
  readonly at: string;
  readonly action: RequestEventAction;
  readonly actor: string;
  /** Of the actor; '' is none. */
  readonly tenant: string;
  readonly changes: readonly FieldChange[];
};

export type StoredEvent = Omit<NewEvent, 'requestId' | 'actor'> & {
  readonly id: string;
  /** `null` if the person was erased. */
  readonly actor: string | null;
};

/** What happened to requests. */
export class HistoryStore {
  static create(knex: Knex): HistoryStore {
    return new HistoryStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async add(tx: Knex, event: NewEvent): Promise<void> {
    await tx<EventRow>('request_events').insert({
      id: randomUUID(),
      request_id: event.requestId,
      at: event.at,
      action: event.action,
      actor: event.actor,
      tenant_id: event.tenant,
      changes: JSON.stringify(event.changes),
    });
  }

  /** Events of a request, the latest first. */
  async page(
    requestId: number,
    options: { limit: number; cursor?: string },
  ): Promise<{ items: StoredEvent[]; nextCursor?: string }> {
    const { limit, cursor } = options;
    const rows: EventRow[] = await this.knex<EventRow>('request_events')
      .where({ request_id: requestId })
      .modify(query => {
        if (cursor !== undefined) {
          query.whereRaw('(at, id) < (?, ?)', decodeCursor(cursor, 2));
        }
      })
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit + 1);
    const { items, nextCursor } = cutPage(rows, limit, row => [row.at, row.id]);
    return {
      items: items.map(row => ({
        id: row.id,
        at: row.at,
        action: row.action,
        actor: row.actor,
        tenant: row.tenant_id,
        changes: JSON.parse(row.changes),
      })),
      nextCursor,
    };
  }
}
