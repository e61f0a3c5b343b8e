import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { NewOperation } from './OperationStore';
import { newOperationRow } from './newOperationRow';
import { OperationRow } from './resourceRows';

/** Any number, the same in all versions: replicas that claim at once queue here. */
const CLAIM_LOCK = 4_242_002;

/** How many candidates are looked at for each that is wanted. */
const LOOKAHEAD = 4;

/** An operation that this replica works on now. */
export type ClaimedOperation = {
  readonly row: OperationRow;
  /** Checked on every write, and by providers that can. */
  readonly fence: number;
  /** Whether another replica had begun it. */
  readonly continued: boolean;
};

export type ClaimRequest = {
  /** The replica. */
  readonly owner: string;
  readonly limit: number;
  /** Types of installed providers, with how many operations they take at once. */
  readonly providers: ReadonlyMap<string, number>;
  /** How many a tenant may have at once; `undefined` if not known yet. */
  readonly capOfTenant: (tenant: string) => number | undefined;
  /** ISO 8601. */
  readonly now: string;
  readonly leaseUntil: string;
};

export type ClaimAnswer = {
  readonly claimed: readonly ClaimedOperation[];
  /** Tenants whose operations were passed over since nobody knows their caps. */
  readonly unknownTenants: readonly string[];
};

/** Takes operations to work on, so that no two replicas take the same. */
export class OperationClaims {
  private readonly isPostgres: boolean;

  constructor(private readonly knex: Knex) {
    this.isPostgres = String(knex.client.config.client).startsWith('pg');
  }

  /**
   * Takes the next operations, in the order of their ranks.
   *
   * Claims of all replicas are made one after the other (an advisory lock of a few
   * milliseconds): only so can caps on providers and tenants hold exactly, since
   * they are counted over rows that others are about to change. A claim takes as
   * many as there are free hands, so the lock is no bottleneck. `SKIP LOCKED` passes
   * over what somebody cancels at this moment.
   */
  async claim(request: ClaimRequest): Promise<ClaimAnswer> {
    return this.knex.transaction(async tx => {
      if (this.isPostgres) {
        await tx.raw('select pg_advisory_xact_lock(?)', [CLAIM_LOCK]);
      }
      const continued = await this.expired(tx, request);
      const { ids, unknownTenants } = await this.choose(
        tx,
        request,
        request.limit - continued.length,
      );
      const claimed = await this.take(tx, request, [...continued, ...ids]);
      return {
        claimed: claimed.map(row => ({
          row,
          fence: row.fence,
          continued: continued.includes(row.id),
        })),
        unknownTenants,
      };
    });
  }

  /**
   * Begins an action at once, past the queue: somebody waits for its answer.
   *
   * @throws ConflictError if something else works on the resource
   */
  async beginAction(
    operation: NewOperation,
    lease: Pick<ClaimRequest, 'owner' | 'now' | 'leaseUntil'>,
  ): Promise<{ readonly id: string; readonly fence: number }> {
    return this.knex.transaction(async tx => {
      if (this.isPostgres) {
        await tx.raw('select pg_advisory_xact_lock(?)', [CLAIM_LOCK]);
      }
      const busy = await tx('operations')
        .where({ resource_id: operation.resource })
        .whereIn('state', ['running', 'verifying'])
        .first('id');
      if (busy) {
        throw new ConflictError(
          'Something else is being done to it: try again when that has ended',
        );
      }
      const [{ fence }] = await tx('resources')
        .where({ id: operation.resource })
        .update({ fence: tx.raw('fence + 1') })
        .returning('fence');
      const id = randomUUID();
      await tx('operations').insert({
        ...newOperationRow(id, operation, 0, lease.now),
        state: 'running',
        attempt: 1,
        fence,
        lease_owner: lease.owner,
        lease_until: lease.leaseUntil,
        started_at: lease.now,
      });
      return { id, fence };
    });
  }

  /** Says that this replica still works on them. */
  async renew(
    owner: string,
    ids: readonly string[],
    leaseUntil: string,
  ): Promise<
    ReadonlyMap<string, { cancelRequested: boolean; superseded: boolean }>
  > {
    const rows: (Pick<OperationRow, 'id' | 'cancel_requested'> & {
      superseded: boolean | number;
    })[] = await this.knex('operations')
      .whereIn('id', ids)
      .where({ lease_owner: owner })
      .whereIn('state', ['running', 'verifying'])
      .update({ lease_until: leaseUntil })
      .returning(['id', 'cancel_requested', superseded(this.knex)]);
    return new Map(
      rows.map(row => [
        row.id,
        {
          cancelRequested: Boolean(row.cancel_requested),
          superseded: Boolean(row.superseded),
        },
      ]),
    );
  }

  /** Whether anything waits that could be worked on now. */
  async isAnythingDue(now: string): Promise<boolean> {
    const due = await this.knex('operations')
      .where({ state: 'queued' })
      .where('not_before', '<=', now)
      .first('id');
    return due !== undefined;
  }

  /** What a replica worked on that is no more. */
  private async expired(
    tx: Knex.Transaction,
    { now, limit, providers }: ClaimRequest,
  ): Promise<string[]> {
    return tx('operations')
      .whereIn('state', ['running', 'verifying'])
      .where('lease_until', '<', now)
      .whereIn('provider', [...providers.keys()])
      .orderBy('rank')
      .limit(limit)
      .modify(query => this.skipLocked(query))
      .pluck('id');
  }

  private async choose(
    tx: Knex.Transaction,
    request: ClaimRequest,
    limit: number,
  ): Promise<{ ids: string[]; unknownTenants: string[] }> {
    const { providers, capOfTenant } = request;
    const atWork = await this.atWork(tx);
    const ids: string[] = [];
    const unknown = new Set<string>();
    const full = { tenants: new Set<string>(), providers: new Set<string>() };
    for (const [provider, cap] of providers) {
      if ((atWork.providers.get(provider) ?? 0) >= cap) {
        full.providers.add(provider);
      }
    }
    while (ids.length < limit) {
      const wanted = (limit - ids.length) * LOOKAHEAD;
      const candidates = await this.candidates(tx, request, {
        limit: wanted,
        providers: [...providers.keys()].filter(p => !full.providers.has(p)),
        withoutTenants: [...full.tenants, ...unknown],
        withoutIds: ids,
      });
      for (const { id, tenant, provider } of candidates) {
        const cap = capOfTenant(tenant);
        if (cap === undefined) {
          unknown.add(tenant);
        } else if ((atWork.tenants.get(tenant) ?? 0) >= cap) {
          full.tenants.add(tenant);
        } else if (
          (atWork.providers.get(provider) ?? 0) >=
          (providers.get(provider) ?? 0)
        ) {
          full.providers.add(provider);
        } else if (ids.length < limit) {
          ids.push(id);
          count(atWork.tenants, tenant);
          count(atWork.providers, provider);
        }
      }
      if (candidates.length < wanted) {
        break;
      }
    }
    return { ids, unknownTenants: [...unknown] };
  }

  private async atWork(tx: Knex.Transaction) {
    const rows = await tx('operations')
      .whereIn('state', ['running', 'verifying'])
      .select<Pick<OperationRow, 'tenant' | 'provider'>[]>(
        'tenant',
        'provider',
      );
    const tenants = new Map<string, number>();
    const providers = new Map<string, number>();
    for (const { tenant, provider } of rows) {
      count(tenants, tenant);
      count(providers, provider);
    }
    return { tenants, providers };
  }

  /**
   * What could be begun: it is time, nobody works on the resource, what it needs is
   * there, and for a deletion, nothing that needs it is left. Read along one index
   * in the order of ranks; only operations of tenants at their cap are passed over.
   */
  private async candidates(
    tx: Knex.Transaction,
    { now }: ClaimRequest,
    options: {
      readonly limit: number;
      readonly providers: readonly string[];
      readonly withoutTenants: readonly string[];
      readonly withoutIds: readonly string[];
    },
  ): Promise<Pick<OperationRow, 'id' | 'tenant' | 'provider'>[]> {
    const { limit, providers, withoutTenants, withoutIds } = options;
    return tx('operations as o')
      .where('o.state', 'queued')
      .where('o.not_before', '<=', now)
      .whereIn('o.provider', providers)
      .whereNotIn('o.tenant', withoutTenants)
      .whereNotIn('o.id', withoutIds)
      .whereNotExists(
        tx('operations as w')
          .select(tx.raw('1'))
          .whereRaw('w.resource_id = o.resource_id')
          .whereIn('w.state', ['running', 'verifying']),
      )
      .whereNotExists(
        tx('resource_dependencies as d')
          .join('resources as r', 'r.id', 'd.depends_on_id')
          .select(tx.raw('1'))
          .whereRaw(`o.kind = 'apply' and d.resource_id = o.resource_id`)
          .where('r.lifecycle', 'declared')
          .whereRaw('r.observed_generation < r.generation'),
      )
      .whereNotExists(
        tx('resource_dependencies as d')
          .join('resources as r', 'r.id', 'd.resource_id')
          .select(tx.raw('1'))
          .whereRaw(`o.kind = 'delete' and d.depends_on_id = o.resource_id`)
          .whereNot('r.lifecycle', 'deleted'),
      )
      .orderBy([{ column: 'o.rank' }, { column: 'o.id' }])
      .limit(limit)
      .modify(query => this.skipLocked(query, 'o'))
      .select('o.id', 'o.tenant', 'o.provider');
  }

  /** Every claim raises the fence of the resource: what comes from before is refused. */
  private async take(
    tx: Knex.Transaction,
    { owner, leaseUntil, now }: ClaimRequest,
    ids: readonly string[],
  ): Promise<OperationRow[]> {
    if (ids.length === 0) {
      return [];
    }
    await tx('resources')
      .whereIn('id', tx('operations').whereIn('id', ids).select('resource_id'))
      .update({ fence: tx.raw('fence + 1') });
    const rows: OperationRow[] = await tx<OperationRow>('operations')
      .whereIn('id', ids)
      .update({
        state: 'running',
        lease_owner: owner,
        lease_until: leaseUntil,
        attempt: tx.raw('attempt + 1'),
        started_at: tx.raw('coalesce(started_at, ?)', [now]),
        cause: null,
        next_step: null,
        fence: tx.raw(
          '(select r.fence from resources r where r.id = operations.resource_id)',
        ),
      })
      .returning('*');
    return rows.sort((a, b) => Number(a.rank) - Number(b.rank));
  }

  private skipLocked(query: Knex.QueryBuilder, table?: string): void {
    if (this.isPostgres) {
      query.forUpdate(...(table ? [table] : [])).skipLocked();
    }
  }
}

/** Whether the resource was declared anew since. */
export function superseded(knex: Knex): Knex.Raw {
  return knex.raw(
    `(generation < (select r.generation from resources r
      where r.id = operations.resource_id)) as superseded`,
  );
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
