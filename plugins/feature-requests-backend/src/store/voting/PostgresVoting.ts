import {
  TRENDING_DECAY,
  TRENDING_EPOCH_MS,
} from '@commonhold/plugin-feature-requests-common';
import { Knex } from 'knex';
import { Visible, whereVisible } from '../visible';
import { DemandRow, VoteRow } from '../rows';
import { NewVote, Voting, VotingOutcome, VotingResult } from './Voting';

/**
 * One round trip a vote: functions of the database, which the migration of
 * votes explains.
 */
export class PostgresVoting implements Voting {
  constructor(private readonly knex: Knex) {}

  async cast(
    requestId: number,
    vote: NewVote,
    visible: Visible,
  ): Promise<VotingResult> {
    return this.ifVisible(
      requestId,
      vote.voter,
      visible,
      'cast_vote(visible.id, ?, ?, ?, ?::smallint, ?, ?, ?, ?, ?, ?, ?)',
      [
        vote.voter,
        vote.tenant,
        vote.application,
        vote.importance ?? null,
        vote.importance === undefined,
        vote.why ?? null,
        vote.why === undefined,
        vote.castBy,
        vote.castAt,
        TRENDING_DECAY,
        TRENDING_EPOCH_MS,
      ],
    );
  }

  async withdraw(
    requestId: number,
    voter: string,
    visible: Visible,
  ): Promise<VotingResult> {
    return this.ifVisible(
      requestId,
      voter,
      visible,
      'withdraw_vote(visible.id, ?, ?, ?)',
      [voter, TRENDING_DECAY, TRENDING_EPOCH_MS],
    );
  }

  /** Materialized, so that nothing is done before it is known to be visible. */
  private async ifVisible(
    requestId: number,
    voter: string,
    visible: Visible,
    call: string,
    bindings: readonly Knex.RawBinding[],
  ): Promise<VotingResult> {
    const [row]: { result: Result }[] = await this.knex
      .withMaterialized('visible', query => {
        query
          .select('requests.id')
          .from('requests')
          .where('requests.id', requestId);
        whereVisible(query, visible);
      })
      .from('visible')
      .select(
        this.knex.raw(`voting_result(${call}, visible.id, ?) as result`, [
          ...bindings,
          voter,
        ]),
      );
    if (!row) {
      return { outcome: 'hidden' };
    }
    const { outcome, demand, vote } = row.result;
    return { outcome, standing: { demand, vote } };
  }
}

/** What `voting_result` answers. */
type Result = {
  readonly outcome: VotingOutcome;
  readonly demand: DemandRow;
  readonly vote: VoteRow | null;
};
