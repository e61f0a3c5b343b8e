import {
  BulkChange,
  BulkSelector,
  BulkState,
} from '@commonhold/plugin-platform-resources-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { cutPage, decodeCursor } from './cursor';

/** What a bulk change does, and where. */
export type BulkTask = BulkSelector & {
  /** Those that its author may change, as they were selected. */
  readonly applications: readonly string[];
  readonly patch: readonly JsonObject[];
};

export type StoredBulkChange = Omit<BulkChange, 'changes' | 'selector'> & {
  readonly task: BulkTask;
};

type BulkRow = {
  id: string;
  title: string;
  why: string;
  author: string;
  selector: string;
  state: BulkState;
  state_reason: string | null;
  wave: number;
  waves: number;
  failure_budget: number;
  skipped: string;
  due_at: string | null;
  claimed_by: string | null;
  claimed_until: string | null;
  created_at: string;
  updated_at: string;
};

export type BulkPatch = {
  readonly state?: BulkState;
  readonly stateReason?: string | null;
  readonly wave?: number;
  readonly waves?: number;
  readonly skipped?: BulkChange['skipped'];
  readonly dueAt?: string | null;
};

/** Bulk changes; their changes are in the `ChangeStore`. */
export class BulkChangeStore {
  constructor(private readonly knex: Knex) {}

  async insert(
    bulk: Pick<
      StoredBulkChange,
      'id' | 'title' | 'why' | 'author' | 'task' | 'failureBudget'
    >,
    now: string,
  ): Promise<void> {
    const row: BulkRow = {
      id: bulk.id,
      title: bulk.title,
      why: bulk.why,
      author: bulk.author,
      selector: JSON.stringify(bulk.task),
      state: 'planning',
      state_reason: null,
      wave: 0,
      waves: 0,
      failure_budget: bulk.failureBudget,
      skipped: '[]',
      due_at: now,
      claimed_by: null,
      claimed_until: null,
      created_at: now,
      updated_at: now,
    };
    await this.knex('bulk_changes').insert(row);
  }

  async find(id: string): Promise<StoredBulkChange | undefined> {
    const [row] = await this.knex<BulkRow>('bulk_changes').where({ id });
    return row && toBulk(row);
  }

  /** The newest first. @param author - of one person; of all if left out */
  async page(options: {
    readonly author?: string;
    readonly limit: number;
    readonly cursor?: string;
  }): Promise<{
    items: StoredBulkChange[];
    totalItems: number;
    nextCursor?: string;
  }> {
    const { author, limit, cursor } = options;
    const visible = this.knex<BulkRow>('bulk_changes').where({
      ...(author !== undefined && { author }),
    });
    const [{ total }] = await visible.clone().count({ total: '*' });
    const rows: BulkRow[] = await visible
      .clone()
      .modify(query => {
        if (cursor !== undefined) {
          const [at, id] = decodeCursor(cursor, 2);
          query.whereRaw('(created_at < ? or (created_at = ? and id < ?))', [
            at,
            at,
            id,
          ]);
        }
      })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit + 1);
    const { items, nextCursor } = cutPage(rows, limit, row => [
      row.created_at,
      row.id,
    ]);
    return { items: items.map(toBulk), totalItems: Number(total), nextCursor };
  }

  /** @param from - states that it has to be in; any if left out */
  async update(
    id: string,
    patch: BulkPatch,
    now: string,
    from?: readonly BulkState[],
  ): Promise<boolean> {
    const { state, stateReason, wave, waves, skipped, dueAt } = patch;
    const count = await this.knex('bulk_changes')
      .where({ id })
      .modify(query => {
        if (from) {
          query.whereIn('state', [...from]);
        }
      })
      .update({
        ...(state && { state }),
        ...(stateReason !== undefined && { state_reason: stateReason }),
        ...(wave !== undefined && { wave }),
        ...(waves !== undefined && { waves }),
        ...(skipped && { skipped: JSON.stringify(skipped) }),
        ...(dueAt !== undefined && { due_at: dueAt }),
        updated_at: now,
      });
    return count === 1;
  }

  /** Takes one that the portal goes on with, for one replica at a time. */
  async claimDue(options: {
    readonly claimant: string;
    readonly now: string;
    readonly until: string;
  }): Promise<StoredBulkChange | undefined> {
    const { claimant, now, until } = options;
    return this.knex.transaction(async tx => {
      const due = tx<BulkRow>('bulk_changes')
        .where('due_at', '<=', now)
        .where(free =>
          free.whereNull('claimed_until').orWhere('claimed_until', '<', now),
        )
        .orderBy('due_at')
        .limit(1);
      const [row]: BulkRow[] =
        tx.client.config.client === 'pg'
          ? await due.forUpdate().skipLocked()
          : await due;
      if (!row) {
        return undefined;
      }
      await tx('bulk_changes')
        .where({ id: row.id })
        .update({ claimed_by: claimant, claimed_until: until });
      return toBulk(row);
    });
  }

  async release(id: string, claimant: string): Promise<void> {
    await this.knex('bulk_changes')
      .where({ id, claimed_by: claimant })
      .update({ claimed_by: null, claimed_until: null });
  }
}

function toBulk(row: BulkRow): StoredBulkChange {
  return {
    id: row.id,
    title: row.title,
    why: row.why,
    author: row.author,
    task: JSON.parse(row.selector),
    state: row.state,
    stateReason: row.state_reason,
    wave: row.wave,
    waves: row.waves,
    failureBudget: row.failure_budget,
    skipped: JSON.parse(row.skipped),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
