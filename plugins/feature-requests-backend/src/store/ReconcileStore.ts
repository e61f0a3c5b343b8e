import { Knex } from 'knex';
import { rawRows } from './database';
import { lockDemand, recount } from './Recount';

/** A request whose counters are not what its votes amount to. */
export type Deviation = {
  readonly requestId: number;
  readonly before: Counters;
  readonly after: Counters;
};

export type Counters = {
  readonly score: number;
  readonly people: number;
  readonly tenants: number;
  readonly applications: number;
};

/**
 * Requests whose rows by tenant or application are not those that their votes
 * make, or whose totals are not those of the rows. The weight of a tenant is
 * written as in `ranking.ts`. Every part looks at one range of requests.
 */
const DEVIATING = `
  select request_id from (
    select request_id, tenant_id, count(*) as people from votes
      where request_id > ? and request_id <= ? group by request_id, tenant_id
    except
    select request_id, tenant_id, people from tenant_votes
      where request_id > ? and request_id <= ?
  ) as missing
  union
  select request_id from (
    select request_id, application, tenant_id, count(*) as people from votes
      where request_id > ? and request_id <= ? and application is not null
      group by request_id, application, tenant_id
    except
    select request_id, application, tenant_id, people from application_votes
      where request_id > ? and request_id <= ?
  ) as missing_applications
  union
  select d.request_id from demand d
    left join (
      select request_id, count(*) as tenants, sum(people) as people,
        sum(round(500 * (1 + sqrt(people)))) as score
      from tenant_votes where request_id > ? and request_id <= ? group by request_id
    ) as t on t.request_id = d.request_id
    left join (
      select request_id, count(distinct application) as applications
      from application_votes where request_id > ? and request_id <= ? group by request_id
    ) as a on a.request_id = d.request_id
    where d.request_id > ? and d.request_id <= ? and (
      d.people <> coalesce(t.people, 0) or d.tenants <> coalesce(t.tenants, 0)
      or d.score <> coalesce(t.score, 0) or d.applications <> coalesce(a.applications, 0)
    )`;

/** Proves counters by the votes, batch by batch. */
export class ReconcileStore {
  static create(knex: Knex): ReconcileStore {
    return new ReconcileStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /**
   * Looks at a batch of requests.
   *
   * @param after - the last number of the batch before, -1 for the first
   * @returns numbers that deviate, and where the batch ended; no `last` if
   *   there is nothing more
   */
  async check(
    after: number,
    size: number,
  ): Promise<{ deviating: number[]; checked: number; last?: number }> {
    const ids: (number | string)[] = await this.knex('demand')
      .where('request_id', '>', after)
      .orderBy('request_id')
      .limit(size)
      .pluck('request_id');
    const last = ids.at(-1);
    if (last === undefined) {
      return { deviating: [], checked: 0 };
    }
    const range = [after, Number(last)];
    const rows = await rawRows<{ request_id: number | string }>(
      this.knex,
      DEVIATING,
      Array.from({ length: 7 }, () => range).flat(),
    );
    return {
      deviating: [...new Set(rows.map(row => Number(row.request_id)))],
      checked: ids.length,
      last: Number(last),
    };
  }

  /** Counts again. @returns `undefined` if it was right after all */
  async mend(requestId: number): Promise<Deviation | undefined> {
    return this.knex.transaction(async tx => {
      const [before] = await lockDemand(tx, [requestId]);
      if (!before) {
        return undefined;
      }
      await recount(tx, requestId);
      const [after] = await lockDemand(tx, [requestId]);
      if (!after) {
        return undefined;
      }
      return { requestId, before, after };
    });
  }
}
