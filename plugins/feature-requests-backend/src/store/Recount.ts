import {
  NO_TREND,
  TRENDING_DECAY,
  TRENDING_EPOCH_MS,
  demandScore,
} from '@commonhold/plugin-feature-requests-common';
import { Knex } from 'knex';
import { isPostgres } from './database';
import { ApplicationVotesRow, DemandRow, TenantVotesRow } from './rows';

/** e to a lower power is nothing beside the greatest, and PostgreSQL refuses it. */
const LEAST_EXPONENT = -700;

const MASS =
  'ln(cast(gain as double precision)) + cast(? as double precision) * (cast_at - ?)';

/**
 * Counts the votes of a request again, and writes what follows from them. Has
 * to be part of a transaction that locks the request in `demand`.
 */
export async function recount(
  tx: Knex.Transaction,
  requestId: number,
): Promise<void> {
  const key = { request_id: requestId };
  await tx('tenant_votes').where(key).delete();
  await tx('application_votes').where(key).delete();
  await tx.raw(
    `insert into tenant_votes (request_id, tenant_id, people)
     select request_id, tenant_id, count(*) from votes
     where request_id = ? group by request_id, tenant_id`,
    [requestId],
  );
  await tx.raw(
    `insert into application_votes (request_id, application, tenant_id, people)
     select request_id, application, tenant_id, count(*) from votes
     where request_id = ? and application is not null
     group by request_id, application, tenant_id`,
    [requestId],
  );
  const ofTenants: TenantVotesRow[] = await tx<TenantVotesRow>(
    'tenant_votes',
  ).where(key);
  const [{ applications }] = await tx<ApplicationVotesRow>('application_votes')
    .where(key)
    .countDistinct({ applications: 'application' });
  const ofImportances: {
    importance: number | null;
    people: number | string;
  }[] = await tx('votes')
    .where(key)
    .groupBy('importance')
    .select('importance')
    .count({ people: '*' });
  const ofImportance = (importance: number) =>
    Number(
      ofImportances.find(row => row.importance === importance)?.people ?? 0,
    );
  await tx<DemandRow>('demand')
    .where(key)
    .update({
      people: ofTenants.reduce((sum, { people }) => sum + people, 0),
      tenants: ofTenants.length,
      applications: Number(applications),
      score: demandScore(ofTenants.map(({ people }) => people)),
      nice_to_have: ofImportance(1),
      important: ofImportance(2),
      critical: ofImportance(3),
      trend: await trendOfVotes(tx, requestId),
    });
}

/** As `trendOf` does, without reading every vote. */
async function trendOfVotes(
  tx: Knex.Transaction,
  requestId: number,
): Promise<number> {
  const clock = [TRENDING_DECAY, TRENDING_EPOCH_MS];
  const [{ high }] = await tx('votes')
    .where({ request_id: requestId })
    .select(tx.raw(`max(${MASS}) as high`, clock));
  if (high === null) {
    return NO_TREND;
  }
  const [{ sum }] = await tx('votes')
    .where({ request_id: requestId })
    .select(
      tx.raw(
        `sum(case when ${MASS} - ? < ? then 0 else exp(${MASS} - ?) end) as sum`,
        [...clock, high, LEAST_EXPONENT, ...clock, high],
      ),
    );
  return high + Math.log(sum);
}

/**
 * Locks requests in `demand`, in this order: whoever locks several begins with
 * what others were merged into.
 *
 * @returns the rows, in this order
 */
export async function lockDemand(
  tx: Knex.Transaction,
  requestIds: readonly number[],
): Promise<(DemandRow | undefined)[]> {
  const rows: (DemandRow | undefined)[] = [];
  for (const requestId of requestIds) {
    const row = tx<DemandRow>('demand').where({ request_id: requestId });
    rows.push(await (isPostgres(tx) ? row.forUpdate() : row).first());
  }
  return rows;
}
