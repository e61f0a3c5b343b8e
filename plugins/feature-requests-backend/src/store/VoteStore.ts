import { Knex } from 'knex';
import { cutPage, decodeCursor } from './cursor';
import { isPostgres } from './database';
import {
  ApplicationVotesRow,
  DemandRow,
  TenantVotesRow,
  VoteRow,
} from './rows';
import { Visible, whereVisible } from './visible';
import { PostgresVoting } from './voting/PostgresVoting';
import { SqliteVoting } from './voting/SqliteVoting';
import { NewVote, Voting, VotingResult } from './voting/Voting';

/** As many applications as anybody reads. */
const MOST_APPLICATIONS = 200;

/** Reads votes; {@link VoteStore.voting} writes them. */
export class VoteStore {
  static create(knex: Knex): VoteStore {
    return new VoteStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /** @param tx - a transaction that votes are part of */
  voting(tx: Knex = this.knex): Voting {
    return isPostgres(tx) ? new PostgresVoting(tx) : new SqliteVoting(tx);
  }

  async find(requestId: number, voter: string): Promise<VoteRow | undefined> {
    return this.knex<VoteRow>('votes')
      .where({ request_id: requestId, voter })
      .first();
  }

  /**
   * Moves a vote to another tenant or application, with everything else of it.
   *
   * @param named - what the voter named; the rest stays
   * @returns what is counted then, if it was for another one
   */
  async recast(
    requestId: number,
    vote: NewVote,
    named: { readonly tenant?: string; readonly application?: string | null },
    visible: Visible,
  ): Promise<VotingResult | undefined> {
    return this.knex.transaction(async tx => {
      const key = { request_id: requestId, voter: vote.voter };
      const before = await tx<VoteRow>('votes').where(key).first();
      if (!before) {
        return undefined;
      }
      const tenant = named.tenant ?? before.tenant_id;
      const application =
        named.application === undefined
          ? before.application
          : named.application;
      if (tenant === before.tenant_id && application === before.application) {
        return undefined;
      }
      const voting = this.voting(tx);
      if (
        (await voting.withdraw(requestId, vote.voter, visible)).outcome !==
        'withdrawn'
      ) {
        return undefined;
      }
      const { standing } = await voting.cast(
        requestId,
        {
          voter: vote.voter,
          tenant,
          application,
          importance: before.importance,
          why: before.why,
          castBy: before.cast_by,
          castAt: Number(before.cast_at),
        },
        visible,
      );
      await tx<VoteRow>('votes')
        .where(key)
        .update({ origin_id: before.origin_id });
      return { outcome: 'changed', standing };
    });
  }

  /** Whether somebody who does not ask would see the request. */
  async isInAudience(
    requestId: number,
    audience: readonly string[],
  ): Promise<boolean> {
    const row = await this.knex('requests')
      .join('request_audience', 'request_audience.request_id', 'requests.id')
      .where('requests.id', requestId)
      .whereNull('requests.hidden_at')
      .whereIn('request_audience.value', [...audience])
      .first('requests.id');
    return row !== undefined;
  }

  /** Which of these requests somebody voted for. */
  async votedFor(
    requestIds: readonly number[],
    voter: string,
  ): Promise<Set<number>> {
    if (requestIds.length === 0) {
      return new Set();
    }
    const ids: (number | string)[] = await this.knex<VoteRow>('votes')
      .whereIn('request_id', [...requestIds])
      .where({ voter })
      .pluck('request_id');
    return new Set(ids.map(Number));
  }

  /** Where somebody voted last, for the application to assume. */
  async lastApplication(voter: string): Promise<string | null> {
    const row = await this.knex<VoteRow>('votes')
      .where({ voter })
      .whereNotNull('application')
      .orderBy('cast_at', 'desc')
      .first('application');
    return row?.application ?? null;
  }

  /**
   * Votes of a request, the latest first.
   *
   * @param seen - whose votes are listed: those of these tenants and of that
   *   person; absent means all
   */
  async page(
    requestId: number,
    options: {
      limit: number;
      cursor?: string;
      seen?: { tenants: readonly string[]; person: string };
    },
  ): Promise<{ items: VoteRow[]; others: number; nextCursor?: string }> {
    const { limit, cursor, seen } = options;
    const listed = this.knex<VoteRow>('votes')
      .where({ request_id: requestId })
      .modify(query => {
        if (seen) {
          query.where(any =>
            any
              .whereIn('tenant_id', [...seen.tenants])
              .orWhere('voter', seen.person),
          );
        }
      });
    const [rows, [{ total }], demand] = await Promise.all([
      listed
        .clone()
        .modify(query => {
          if (cursor !== undefined) {
            const [at, voter] = decodeCursor(cursor, 2);
            query.whereRaw('(cast_at, voter) < (?, ?)', [Number(at), voter]);
          }
        })
        .orderBy([
          { column: 'cast_at', order: 'desc' },
          { column: 'voter', order: 'desc' },
        ])
        .limit(limit + 1) as Promise<VoteRow[]>,
      listed.clone().count({ total: '*' }),
      this.knex<DemandRow>('demand').where({ request_id: requestId }).first(),
    ]);
    const { items, nextCursor } = cutPage(rows, limit, row => [
      String(row.cast_at),
      row.voter,
    ]);
    return {
      items: [...items],
      others: (demand?.people ?? 0) - Number(total),
      nextCursor,
    };
  }

  async byTenant(requestId: number): Promise<TenantVotesRow[]> {
    return this.knex<TenantVotesRow>('tenant_votes')
      .where({ request_id: requestId })
      .orderBy([{ column: 'people', order: 'desc' }, { column: 'tenant_id' }]);
  }

  /** @param tenants - whose applications are named; absent means all */
  async byApplication(
    requestId: number,
    tenants: readonly string[] | undefined,
  ): Promise<{ application: string; people: number }[]> {
    const rows: { application: string; people: number | string }[] =
      await this.knex<ApplicationVotesRow>('application_votes')
        .where({ request_id: requestId })
        .modify(query => {
          if (tenants) {
            query.whereIn('tenant_id', [...tenants]);
          }
        })
        .groupBy('application')
        .select('application')
        .sum({ people: 'people' })
        .orderBy([
          { column: 'people', order: 'desc' },
          { column: 'application' },
        ])
        .limit(MOST_APPLICATIONS);
    return rows.map(row => ({ ...row, people: Number(row.people) }));
  }

  /** Of the open requests that may be seen: how many in 100 are wanted less. */
  async percentile(score: number, visible: Visible): Promise<number> {
    const [row] = await this.knex('requests')
      .join('demand', 'demand.request_id', 'requests.id')
      .whereNotIn('requests.status', ['shipped', 'declined', 'duplicate'])
      .modify(query => whereVisible(query, visible))
      .select(
        this.knex.raw(
          'sum(case when demand.score < ? then 1 else 0 end) as less',
          [score],
        ),
      )
      .count({ total: '*' });
    const total = Number(row.total);
    return total === 0 ? 0 : (100 * Number(row.less ?? 0)) / total;
  }
}
