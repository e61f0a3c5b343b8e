import { randomUUID } from 'node:crypto';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  Operation,
  OperationKind,
  OperationLogLine,
  OperationState,
} from '@commonhold/plugin-platform-resources-common';
import { Knex } from 'knex';
import { AudienceFilter } from '../permissions/audienceRules';
import { cutPage, decodeCursor } from './cursor';
import { newOperationRow } from './newOperationRow';
import { superseded } from './OperationClaims';
import {
  applyResourceCriteria,
  findCriteria,
  ResourceCriteria,
} from './resourceCriteria';
import { OperationRow } from './resourceRows';

/** SQLite takes some thousand values in one statement. */
const CHUNK = 200;

const LONGEST_MESSAGE = 4_000;

/** An operation that is not there yet. */
export type NewOperation = {
  readonly resource: string;
  readonly kind: OperationKind;
  readonly application: string;
  readonly component: string;
  readonly provider: string;
  readonly tenant: string | null;
  readonly generation: number;
  readonly action?: string;
  readonly notBefore: string;
  readonly mayDestroy: boolean;
  readonly change?: string;
  readonly actor: string;
};

export type OperationQuery = {
  readonly resource?: string;
  readonly application?: string;
  readonly component?: string;
  readonly change?: string;
  readonly states?: readonly OperationState[];
};

/** What a worker writes down as it goes on. */
export type OperationProgress = {
  readonly state?: 'running' | 'verifying';
  readonly stepsDone?: number;
  readonly step?: string | null;
};

/** How an operation goes on when its worker lets go of it. */
export type OperationEnd = {
  readonly state: Exclude<OperationState, 'running' | 'verifying'>;
  readonly cause?: string;
  readonly nextStep?: string;
  /** ISO 8601; for one that is queued again. */
  readonly notBefore?: string;
  /** Whether the attempt counts; it does not if the replica just shut down. */
  readonly uncounted?: boolean;
};

/** Somebody else works on it now: whoever sees this stops at once. */
export class LostLeaseError extends Error {
  constructor(id: string) {
    super(`Another replica works on the operation ${id}`);
    this.name = 'LostLeaseError';
  }
}

/** Operations and what they say. */
export class OperationStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Queues operations behind the tenant's own, and in front of what others with more
   * in the queue still have to wait for. What waited for the same resources is
   * superseded.
   *
   * @returns their ids, in the same order
   */
  async enqueue(
    tx: Knex.Transaction,
    operations: readonly NewOperation[],
    now: string,
  ): Promise<string[]> {
    const ids = operations.map(() => randomUUID());
    await this.supersede(
      tx,
      operations.map(({ resource }) => resource),
      now,
    );
    const ranks = new Map<string, number>();
    for (const tenant of new Set(operations.map(o => o.tenant ?? ''))) {
      ranks.set(tenant, await this.lastRank(tx, tenant));
    }
    const rows = operations.map((operation, index) => {
      const tenant = operation.tenant ?? '';
      const rank = (ranks.get(tenant) ?? 0) + 1;
      ranks.set(tenant, rank);
      return newOperationRow(ids[index], operation, rank, now);
    });
    for (let at = 0; at < rows.length; at += CHUNK) {
      await tx('operations').insert(rows.slice(at, at + CHUNK));
    }
    return ids;
  }

  /** What waits for these resources will not be done any more. */
  async supersede(
    tx: Knex.Transaction,
    resources: readonly string[],
    now: string,
  ): Promise<void> {
    for (let at = 0; at < resources.length; at += CHUNK) {
      await tx('operations')
        .whereIn('resource_id', resources.slice(at, at + CHUNK))
        .where({ state: 'queued' })
        .update({
          state: 'superseded',
          cause: 'Something newer took its place',
          ended_at: now,
        });
    }
  }

  /**
   * @throws LostLeaseError if another replica took the operation over
   * @returns whether somebody wants it to stop
   */
  async progress(
    id: string,
    fence: number,
    progress: OperationProgress,
  ): Promise<{ cancelRequested: boolean; superseded: boolean }> {
    const rows = await this.knex('operations')
      .where({ id, fence })
      .whereIn('state', ['running', 'verifying'])
      .update({
        ...(progress.state && { state: progress.state }),
        ...(progress.stepsDone !== undefined && {
          steps_done: progress.stepsDone,
        }),
        ...(progress.step !== undefined && { step: progress.step }),
      })
      .returning(['cancel_requested', superseded(this.knex)]);
    if (rows.length === 0) {
      throw new LostLeaseError(id);
    }
    return {
      cancelRequested: Boolean(rows[0].cancel_requested),
      superseded: Boolean(rows[0].superseded),
    };
  }

  /** @throws LostLeaseError if another replica took the operation over */
  async end(
    tx: Knex.Transaction,
    id: string,
    fence: number,
    end: OperationEnd,
    now: string,
  ): Promise<void> {
    const changed = await tx('operations')
      .where({ id, fence })
      .whereIn('state', ['running', 'verifying'])
      .update({
        state: end.state,
        cause: cut(end.cause ?? null),
        next_step: cut(end.nextStep ?? null),
        step: null,
        lease_owner: null,
        lease_until: null,
        ...(end.uncounted && { attempt: tx.raw('attempt - 1') }),
        ...(end.state === 'queued'
          ? { not_before: end.notBefore ?? now }
          : { ended_at: now }),
      });
    if (changed === 0) {
      throw new LostLeaseError(id);
    }
  }

  async log(
    id: string,
    lines: readonly Omit<OperationLogLine, 'id'>[],
  ): Promise<void> {
    if (lines.length > 0) {
      await this.knex('operation_log').insert(
        lines.map(({ at, level, message }) => ({
          operation_id: id,
          at,
          level,
          message: cut(message),
        })),
      );
    }
  }

  async find(
    id: string,
    criteria?: PermissionCriteria<AudienceFilter>,
  ): Promise<Operation | undefined> {
    const found = await findCriteria(this.knex, criteria);
    const [row]: ListedRow[] = await this.visible(found)
      .where('operations.id', id)
      .select('operations.*', 'resources.ref as resource_ref', 'tenant_id');
    return row && operationOf(row);
  }

  /** The latest first. */
  async page(
    query: OperationQuery & {
      readonly criteria?: PermissionCriteria<AudienceFilter>;
      readonly limit: number;
      readonly cursor?: string;
    },
  ): Promise<{ items: Operation[]; nextCursor?: string }> {
    const { criteria, limit, cursor } = query;
    const found = await findCriteria(this.knex, criteria);
    const rows: ListedRow[] = await this.visible(found)
      .modify(builder => narrow(builder, query))
      .modify(builder => {
        if (cursor !== undefined) {
          const [at, id] = decodeCursor(cursor, 2);
          builder.whereRaw('(operations.queued_at, operations.id) < (?, ?)', [
            at,
            id,
          ]);
        }
      })
      .orderBy([
        { column: 'operations.queued_at', order: 'desc' },
        { column: 'operations.id', order: 'desc' },
      ])
      .limit(limit + 1)
      .select('operations.*', 'resources.ref as resource_ref', 'tenant_id');
    const { items, nextCursor } = cutPage(rows, limit, row => [
      row.queued_at,
      row.id,
    ]);
    return { items: items.map(operationOf), nextCursor };
  }

  /** Log lines of an operation, the oldest first. */
  async lines(
    id: string,
    options: { readonly after?: string; readonly limit: number },
  ): Promise<OperationLogLine[]> {
    const rows: OperationLogLine[] = await this.knex('operation_log')
      .where({ operation_id: id })
      .modify(query => {
        if (options.after !== undefined) {
          query.where('id', '>', Number(options.after) || 0);
        }
      })
      .orderBy('id')
      .limit(options.limit)
      .select('id', 'at', 'level', 'message');
    return rows.map(row => ({ ...row, id: String(row.id) }));
  }

  /** Asks for the end of an operation; one that waits ends at once. */
  async cancel(
    tx: Knex.Transaction,
    id: string,
    by: string,
    now: string,
  ): Promise<'cancelled' | 'asked' | 'ended'> {
    const ended = await tx('operations')
      .where({ id, state: 'queued' })
      .update({
        state: 'cancelled',
        cause: `Cancelled by ${by}`,
        cancel_requested: true,
        ended_at: now,
      });
    if (ended > 0) {
      return 'cancelled';
    }
    const asked = await tx('operations')
      .where({ id })
      .whereIn('state', ['running', 'verifying'])
      .update({ cancel_requested: true });
    return asked > 0 ? 'asked' : 'ended';
  }

  /** Whether somebody agreed to what an operation destroys. */
  async mayDestroy(tx: Knex.Transaction, id: string): Promise<boolean> {
    const row = await tx('operations').where({ id }).first('may_destroy');
    return Boolean(row?.may_destroy);
  }

  /** Operations by change and state. */
  async countByChange(
    tx: Knex,
    changes: readonly string[],
  ): Promise<{ change_id: string; state: OperationState; count: number }[]> {
    const rows: { change_id: string; state: OperationState; count: string }[] =
      await tx('operations')
        .whereIn('change_id', changes)
        .groupBy('change_id', 'state')
        .select('change_id', 'state', tx.raw('count(*) as count'));
    return rows.map(row => ({ ...row, count: Number(row.count) }));
  }

  /** How many wait and are at work, and since when the oldest waits. */
  async depth(now: string): Promise<{
    queued: number;
    atWork: number;
    oldestDueAt: string | null;
  }> {
    const [{ queued, oldest }] = await this.knex('operations')
      .where({ state: 'queued' })
      .where('not_before', '<=', now)
      .count({ queued: '*' })
      .min({ oldest: 'queued_at' });
    const [{ busy }] = await this.knex('operations')
      .whereIn('state', ['running', 'verifying'])
      .count({ busy: '*' });
    return {
      queued: Number(queued),
      atWork: Number(busy),
      oldestDueAt: oldest ?? null,
    };
  }

  /** Forgets log lines of operations that ended long ago. */
  async forgetLogsBefore(before: string): Promise<void> {
    await this.knex('operation_log').where('at', '<', before).delete();
  }

  /**
   * The rank behind which a tenant's next operation goes: its own last, or the one
   * that is worked on now, whichever is higher.
   */
  private async lastRank(
    tx: Knex.Transaction,
    tenant: string,
  ): Promise<number> {
    const [own] = await tx('operations')
      .where({ tenant, state: 'queued' })
      .max({ rank: 'rank' });
    const [current] = await tx('operations')
      .whereIn('state', ['running', 'verifying'])
      .max({ rank: 'rank' });
    return Math.max(Number(own?.rank ?? 0), Number(current?.rank ?? 0));
  }

  private visible(found: ResourceCriteria | undefined) {
    return this.knex('operations')
      .join('resources', 'resources.id', 'operations.resource_id')
      .where(builder => applyResourceCriteria(builder, found));
  }
}

function narrow(builder: Knex.QueryBuilder, query: OperationQuery): void {
  const { resource, application, component, change, states } = query;
  const columns = {
    'operations.resource_id': resource,
    'operations.application_ref': application,
    'operations.component_ref': component,
    'operations.change_id': change,
  };
  for (const [column, value] of Object.entries(columns)) {
    if (value !== undefined) {
      builder.where(column, value);
    }
  }
  if (states) {
    builder.whereIn('operations.state', states);
  }
}

type ListedRow = OperationRow & {
  resource_ref: string;
  tenant_id: string | null;
};

function operationOf(row: ListedRow): Operation {
  return {
    id: row.id,
    resource: row.resource_id,
    resourceRef: row.resource_ref,
    application: row.application_ref,
    component: row.component_ref,
    tenant: row.tenant_id,
    kind: row.kind,
    action: row.action,
    state: row.state,
    generation: row.generation,
    attempt: row.attempt,
    stepsDone: row.steps_done,
    step: row.step,
    cause: row.cause,
    nextStep: row.next_step,
    cancelRequested: Boolean(row.cancel_requested),
    change: row.change_id,
    actor: row.actor,
    queuedAt: row.queued_at,
    notBefore: row.not_before,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

function cut<T extends string | null>(text: T): T | string {
  return text !== null && text.length > LONGEST_MESSAGE
    ? `${text.slice(0, LONGEST_MESSAGE)}…`
    : text;
}
