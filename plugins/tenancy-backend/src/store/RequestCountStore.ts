import { Knex } from 'knex';
import { RequestCounts } from '../gate/RequestQuota';
import { RequestCountRow } from './rows';

/** Minutes that are kept: replicas need not agree to the second. */
const KEPT_MINUTES = 2;

/** Requests of tenants by the minute, of all replicas. */
export class RequestCountStore implements RequestCounts {
  static create(knex: Knex): RequestCountStore {
    return new RequestCountStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async add(
    minute: number,
    counts: ReadonlyMap<string, number>,
  ): Promise<ReadonlyMap<string, number>> {
    // In one order, so that two replicas never wait for each other's rows.
    const tenants = [...counts.keys()].sort();
    return this.knex.transaction(async tx => {
      await tx<RequestCountRow>('request_counts')
        .insert(
          tenants.map(tenant => ({
            minute,
            tenant_id: tenant,
            requests: counts.get(tenant) ?? 0,
          })),
        )
        .onConflict(['minute', 'tenant_id'])
        .merge({
          requests: tx.raw('?? + ??', [
            'request_counts.requests',
            'excluded.requests',
          ]),
        });
      await tx<RequestCountRow>('request_counts')
        .where('minute', '<=', minute - KEPT_MINUTES)
        .delete();
      const rows = await tx<RequestCountRow>('request_counts')
        .where({ minute })
        .whereIn('tenant_id', tenants);
      return new Map(rows.map(row => [row.tenant_id, row.requests]));
    });
  }
}
