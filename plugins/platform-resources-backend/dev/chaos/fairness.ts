import { Knex } from 'knex';

/**
 * How much longer than fair each tenant's first operations waited for their turn. Up to
 * the start of its last one, others should have begun no more than it did, each; what
 * they began in all, over what they should have begun at most, is the ratio.
 *
 * @param without - tenants whose own operations are slow: they wait for themselves
 * @returns the highest ratio, and whose it is
 */
export async function worstWait(
  knex: Knex,
  tenants: readonly string[],
  without: (tenant: string) => boolean,
): Promise<{ readonly ratio: number; readonly tenant: string }> {
  const rows: { tenant: string; change_id: string; started_at: string }[] =
    await knex('operations')
      .whereIn('tenant', tenants)
      .whereNotNull('started_at')
      .orderBy('started_at')
      .select('tenant', 'change_id', 'started_at');
  let worst = { ratio: 0, tenant: '' };
  for (const tenant of tenants.filter(name => !without(name))) {
    const first = rows.filter(row => row.change_id === `${tenant}-1`);
    const last = first[first.length - 1]?.started_at;
    const begun = new Map<string, number>();
    for (const row of rows) {
      if (row.started_at > last) {
        break;
      }
      begun.set(row.tenant, (begun.get(row.tenant) ?? 0) + 1);
    }
    const counts = [...begun.values()];
    const all = counts.reduce((a, b) => a + b, 0);
    const fair = counts
      .map(count => Math.min(count, first.length))
      .reduce((a, b) => a + b, 0);
    const ratio = all / fair;
    if (ratio > worst.ratio) {
      worst = { ratio, tenant };
    }
  }
  return worst;
}
