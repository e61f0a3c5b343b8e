import {
  TRENDING_DECAY,
  TRENDING_EPOCH_MS,
} from '@commonhold/plugin-feature-requests-common';
import { Knex } from 'knex';
import { Visible, whereVisible } from '../visible';
import { NewVote, Voting, VotingOutcome } from './Voting';

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
  ): Promise<VotingOutcome> {
    return this.ifVisible(
      requestId,
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
  ): Promise<VotingOutcome> {
    return this.ifVisible(
      requestId,
      visible,
      'withdraw_vote(visible.id, ?, ?, ?)',
      [voter, TRENDING_DECAY, TRENDING_EPOCH_MS],
    );
  }

  /** Materialized, so that nothing is done before it is known to be visible. */
  private async ifVisible(
    requestId: number,
    visible: Visible,
    call: string,
    bindings: readonly Knex.RawBinding[],
  ): Promise<VotingOutcome> {
    const rows: { outcome: VotingOutcome }[] = await this.knex
      .withMaterialized('visible', query => {
        query
          .select('requests.id')
          .from('requests')
          .where('requests.id', requestId);
        whereVisible(query, visible);
      })
      .from('visible')
      .select(this.knex.raw(`${call} as outcome`, [...bindings]));
    return rows[0]?.outcome ?? 'hidden';
  }
}
