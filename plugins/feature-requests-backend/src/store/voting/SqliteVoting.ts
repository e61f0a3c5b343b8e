import {
  NO_TREND,
  addTrend,
  tenantWeight,
  trendOf,
  trendingMass,
} from '@commonhold/plugin-feature-requests-common';
import { Knex } from 'knex';
import {
  ApplicationVotesRow,
  DemandRow,
  TenantVotesRow,
  VoteRow,
} from '../rows';
import { Visible, whereVisible } from '../visible';
import { NewVote, Voting, VotingOutcome, VotingResult } from './Voting';

/** Of a difference of nearly equal numbers nothing remains: count again. */
const MOST_TO_TAKE = 0.999999;

const COLUMNS = [undefined, 'nice_to_have', 'important', 'critical'] as const;

/** A transaction a vote; SQLite runs one at a time. */
export class SqliteVoting implements Voting {
  constructor(private readonly knex: Knex) {}

  async cast(
    requestId: number,
    vote: NewVote,
    visible: Visible,
  ): Promise<VotingResult> {
    return this.vote(requestId, vote.voter, visible, async (tx, demand) => {
      const before = await findVote(tx, requestId, vote.voter);
      return before
        ? change(tx, demand, before, vote)
        : add(tx, demand, requestId, vote);
    });
  }

  async withdraw(
    requestId: number,
    voter: string,
    visible: Visible,
  ): Promise<VotingResult> {
    return this.vote(requestId, voter, visible, async tx => {
      // Whoever takes a vote back also means what was merged into the request.
      for (const below of await mergedBelow(tx, requestId)) {
        await take(tx, below, voter);
      }
      return take(tx, requestId, voter);
    });
  }

  private async vote(
    requestId: number,
    voter: string,
    visible: Visible,
    work: (tx: Knex.Transaction, demand: DemandRow) => Promise<VotingOutcome>,
  ): Promise<VotingResult> {
    return this.knex.transaction(async tx => {
      const before = await findDemand(tx, requestId, visible);
      if (!before) {
        return { outcome: 'hidden' };
      }
      const outcome =
        before.merged_into === null ? await work(tx, before) : 'merged';
      const demand = await findDemand(tx, requestId, visible);
      const vote = await findVote(tx, requestId, voter);
      return {
        outcome,
        standing: demand && { demand, vote: vote ?? null },
      };
    });
  }
}

async function add(
  tx: Knex.Transaction,
  demand: DemandRow,
  requestId: number,
  vote: NewVote,
): Promise<VotingOutcome> {
  const ofTenant = await countUp(
    tx,
    'tenant_votes',
    { request_id: requestId, tenant_id: vote.tenant },
    1,
  );
  let ofApplication = 0;
  if (vote.application !== null) {
    const key = { request_id: requestId, application: vote.application };
    await countUp(
      tx,
      'application_votes',
      { ...key, tenant_id: vote.tenant },
      1,
    );
    ofApplication = await sumOf(tx, key);
  }
  const gain = tenantWeight(ofTenant) - tenantWeight(ofTenant - 1);
  await tx<VoteRow>('votes').insert({
    request_id: requestId,
    voter: vote.voter,
    tenant_id: vote.tenant,
    application: vote.application,
    importance: vote.importance ?? null,
    why: vote.why ?? null,
    cast_by: vote.castBy,
    cast_at: vote.castAt,
    gain,
  });
  await update(tx, requestId, {
    people: demand.people + 1,
    tenants: demand.tenants + (ofTenant === 1 ? 1 : 0),
    applications: demand.applications + (ofApplication === 1 ? 1 : 0),
    score: demand.score + gain,
    trend: addTrend(demand.trend, trendingMass(gain, vote.castAt)),
    ...weighed(demand, null, vote.importance ?? null),
  });
  return 'cast';
}

async function change(
  tx: Knex.Transaction,
  demand: DemandRow,
  before: VoteRow,
  vote: NewVote,
): Promise<VotingOutcome> {
  const importance =
    vote.importance === undefined ? before.importance : vote.importance;
  const why = vote.why === undefined ? before.why : vote.why;
  if (importance === before.importance && why === before.why) {
    return 'unchanged';
  }
  await tx<VoteRow>('votes')
    .where({ request_id: before.request_id, voter: before.voter })
    .update({ importance, why });
  await update(
    tx,
    Number(before.request_id),
    weighed(demand, before.importance, importance),
  );
  return 'changed';
}

async function take(
  tx: Knex.Transaction,
  requestId: number,
  voter: string,
): Promise<VotingOutcome> {
  const before = await findVote(tx, requestId, voter);
  const demand = await tx<DemandRow>('demand')
    .where({ request_id: requestId })
    .first();
  if (!before || !demand) {
    return 'unchanged';
  }
  await tx<VoteRow>('votes').where({ request_id: requestId, voter }).delete();
  const ofTenant = await countUp(
    tx,
    'tenant_votes',
    { request_id: requestId, tenant_id: before.tenant_id },
    -1,
  );
  let ofApplication = 1;
  if (before.application !== null) {
    const key = { request_id: requestId, application: before.application };
    await countUp(
      tx,
      'application_votes',
      { ...key, tenant_id: before.tenant_id },
      -1,
    );
    ofApplication = await sumOf(tx, key);
  }
  await update(tx, requestId, {
    people: demand.people - 1,
    tenants: demand.tenants - (ofTenant === 0 ? 1 : 0),
    applications: demand.applications - (ofApplication === 0 ? 1 : 0),
    score: demand.score - tenantWeight(ofTenant + 1) + tenantWeight(ofTenant),
    trend: await trendWithout(tx, demand, before),
    ...weighed(demand, before.importance, null),
  });
  return 'withdrawn';
}

async function trendWithout(
  tx: Knex.Transaction,
  demand: DemandRow,
  vote: VoteRow,
): Promise<number> {
  if (demand.people === 1) {
    return NO_TREND;
  }
  const share = Math.exp(
    trendingMass(vote.gain, Number(vote.cast_at)) - demand.trend,
  );
  if (share < MOST_TO_TAKE) {
    return demand.trend + Math.log1p(-share);
  }
  const rest: Pick<VoteRow, 'gain' | 'cast_at'>[] = await tx<VoteRow>('votes')
    .where({ request_id: demand.request_id })
    .select('gain', 'cast_at');
  return trendOf(
    rest.map(({ gain, cast_at }) => ({ gain, castAt: Number(cast_at) })),
  );
}

/** The counters by importance after a vote went from one to another. */
function weighed(
  demand: DemandRow,
  before: number | null,
  after: number | null,
): Partial<DemandRow> {
  const down = before === null ? undefined : COLUMNS[before];
  const up = after === null ? undefined : COLUMNS[after];
  if (down === up) {
    return {};
  }
  return {
    ...(down && { [down]: demand[down] - 1 }),
    ...(up && { [up]: demand[up] + 1 }),
  };
}

async function update(
  tx: Knex.Transaction,
  requestId: number,
  counters: Partial<DemandRow>,
): Promise<void> {
  if (Object.keys(counters).length > 0) {
    await tx<DemandRow>('demand')
      .where({ request_id: requestId })
      .update(counters);
  }
}

/** @returns the people after it; rows of nobody go */
async function countUp(
  tx: Knex.Transaction,
  table: 'tenant_votes' | 'application_votes',
  key: Omit<TenantVotesRow, 'people'> | Omit<ApplicationVotesRow, 'people'>,
  by: 1 | -1,
): Promise<number> {
  const row: { people: number } | undefined = await tx(table)
    .where(key)
    .first('people');
  const people = (row?.people ?? 0) + by;
  if (!row) {
    await tx(table).insert({ ...key, people });
  } else if (people === 0) {
    await tx(table).where(key).delete();
  } else {
    await tx(table).where(key).update({ people });
  }
  return people;
}

/** People of all tenants who voted for an application. */
async function sumOf(
  tx: Knex.Transaction,
  key: { request_id: number; application: string },
): Promise<number> {
  const [{ people }] = await tx('application_votes')
    .where(key)
    .sum({ people: 'people' });
  return Number(people ?? 0);
}

async function findDemand(
  tx: Knex.Transaction,
  requestId: number,
  visible: Visible,
): Promise<DemandRow | undefined> {
  return tx('requests')
    .join('demand', 'demand.request_id', 'requests.id')
    .where('requests.id', requestId)
    .modify(query => whereVisible(query, visible))
    .first('demand.*');
}

async function findVote(
  tx: Knex.Transaction,
  requestId: number,
  voter: string,
): Promise<VoteRow | undefined> {
  return tx<VoteRow>('votes').where({ request_id: requestId, voter }).first();
}

async function mergedBelow(
  tx: Knex.Transaction,
  requestId: number,
): Promise<number[]> {
  const below: number[] = [];
  let level = [requestId];
  while (level.length > 0) {
    const next: (number | string)[] = await tx<DemandRow>('demand')
      .whereIn('merged_into', level)
      .pluck('request_id');
    level = next.map(Number);
    below.push(...level);
  }
  return below;
}
