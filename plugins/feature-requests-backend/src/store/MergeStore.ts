import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { isPostgres } from './database';
import { lockDemand, recount } from './Recount';
import { CommentRow, DemandRow, MergeRow, RequestRow, VoteRow } from './rows';
import { Visible, whereVisible } from './visible';
import { cutPage, decodeCursor } from './cursor';

/** Merges are one at a time, so that two cannot lock each other's requests. */
const MERGING = 7_004_211;

export type Moved = { readonly votes: number; readonly comments: number };

/** Merges requests, and undoes that. */
export class MergeStore {
  static create(knex: Knex): MergeStore {
    return new MergeStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /**
   * Moves the votes of a request to another, each with its date, importance
   * and where it was cast. Of a person who voted for both, the vote for the
   * other counts; theirs for this one stays where it is, for the undo.
   *
   * @param comments - whether they follow
   * @throws ConflictError if one of them was merged meanwhile
   */
  async merge(
    tx: Knex.Transaction,
    source: number,
    target: number,
    options: { comments: boolean; at: string },
  ): Promise<Moved> {
    await this.oneAtATime(tx);
    const [targetDemand, sourceDemand] = await lockDemand(tx, [target, source]);
    if (!targetDemand || !sourceDemand) {
      throw new ConflictError('One of the requests was deleted meanwhile');
    }
    if (targetDemand.merged_into !== null) {
      throw new ConflictError(
        'The other request was itself merged: choose the one that it was merged into',
      );
    }
    if (sourceDemand.merged_into !== null) {
      throw new ConflictError('The request was merged already');
    }
    const id = randomUUID();
    const request = await tx<RequestRow>('requests')
      .where({ id: source })
      .first('status');
    await tx<MergeRow>('merges').insert({
      id,
      source_id: source,
      target_id: target,
      status_before: request?.status ?? 'new',
      at: options.at,
    });
    const votes = await this.moveVotes(tx, { merge: id, source, target });
    const comments = options.comments
      ? await this.moveComments(tx, { merge: id, source, target })
      : 0;
    await tx<DemandRow>('demand')
      .where({ request_id: source })
      .update({ merged_into: target });
    await tx<DemandRow>('demand')
      .where({ request_id: target })
      .increment('merged_here', 1);
    await tx<RequestRow>('requests').where({ id: source }).update({
      status: 'duplicate',
      status_at: options.at,
      updated_at: options.at,
    });
    await recount(tx, source);
    await recount(tx, target);
    return { votes, comments };
  }

  /**
   * Moves back what came with the merge and is still there. Votes that people
   * took back meanwhile stay away, votes for the other stay with it.
   *
   * @returns `undefined` if the request is not merged
   * @throws ConflictError if the other was itself merged since
   */
  async unmerge(
    tx: Knex.Transaction,
    source: number,
    at: string,
  ): Promise<(Moved & { readonly target: number }) | undefined> {
    await this.oneAtATime(tx);
    const merge = await tx<MergeRow>('merges')
      .where({ source_id: source })
      .first();
    if (!merge) {
      return undefined;
    }
    const target = Number(merge.target_id);
    const [targetDemand] = await lockDemand(tx, [target, source]);
    if (targetDemand?.merged_into !== null) {
      throw new ConflictError(
        'The other request was itself merged since: undo that first',
      );
    }
    const returning = tx('merged_votes')
      .where({ merge_id: merge.id })
      .select('voter');
    const voters: string[] = await tx<VoteRow>('votes')
      .where({ request_id: target })
      .whereNotNull('origin_id')
      .whereIn('voter', returning)
      .pluck('voter');
    await tx<VoteRow>('votes')
      .where({ request_id: target })
      .whereNotNull('origin_id')
      .whereIn('voter', returning.clone())
      .update({
        request_id: source,
        origin_id: tx.raw(
          'case when origin_id = ? then null else origin_id end',
          [source],
        ),
      });
    const comments = await this.returnComments(tx, merge);
    await tx<DemandRow>('demand')
      .where({ request_id: source })
      .update({ merged_into: null });
    await tx<DemandRow>('demand')
      .where({ request_id: target })
      .decrement('merged_here', 1);
    await tx<RequestRow>('requests').where({ id: source }).update({
      status: merge.status_before,
      updated_at: at,
    });
    await tx<MergeRow>('merges').where({ id: merge.id }).delete();
    await this.adopt(tx, target, source);
    await recount(tx, source);
    await recount(tx, target);
    return { target, votes: voters.length, comments };
  }

  /** Requests that were merged into one, of those that may be seen. */
  async duplicates(
    target: number,
    visible: Visible,
    options: { limit: number; cursor?: string },
  ): Promise<{ ids: number[]; nextCursor?: string }> {
    const { limit, cursor } = options;
    const rows: { at: string; merge: string; id: number | string }[] =
      await this.knex('merges')
        .join('requests', 'requests.id', 'merges.source_id')
        .where('merges.target_id', target)
        .modify(query => {
          whereVisible(query, visible);
          if (cursor !== undefined) {
            query.whereRaw(
              '(merges.at, merges.id) < (?, ?)',
              decodeCursor(cursor, 2),
            );
          }
        })
        .orderBy([
          { column: 'merges.at', order: 'desc' },
          { column: 'merges.id', order: 'desc' },
        ])
        .limit(limit + 1)
        .select({ at: 'merges.at', merge: 'merges.id', id: 'requests.id' });
    const { items, nextCursor } = cutPage(rows, limit, row => [
      row.at,
      row.merge,
    ]);
    return { ids: items.map(({ id }) => Number(id)), nextCursor };
  }

  private async moveVotes(
    tx: Knex.Transaction,
    { merge, source, target }: Move,
  ): Promise<number> {
    await tx.raw(
      `insert into merged_votes (merge_id, voter)
       select ?, voter from votes
       where request_id = ? and voter not in (select voter from votes where request_id = ?)`,
      [merge, source, target],
    );
    return tx<VoteRow>('votes')
      .where({ request_id: source })
      .whereIn('voter', moved =>
        moved.select('voter').from('merged_votes').where({ merge_id: merge }),
      )
      .update({
        request_id: target,
        origin_id: tx.raw('coalesce(origin_id, ?)', [source]),
      });
  }

  private async moveComments(
    tx: Knex.Transaction,
    { merge, source, target }: Move,
  ): Promise<number> {
    await tx.raw(
      `insert into merged_comments (merge_id, comment_id)
       select ?, id from request_comments where request_id = ?`,
      [merge, source],
    );
    const moved = await tx<CommentRow>('request_comments')
      .where({ request_id: source })
      .update({
        request_id: target,
        origin_id: tx.raw('coalesce(origin_id, ?)', [source]),
      });
    await countComments(tx, [source, target]);
    return moved;
  }

  private async returnComments(
    tx: Knex.Transaction,
    merge: MergeRow,
  ): Promise<number> {
    const source = Number(merge.source_id);
    const target = Number(merge.target_id);
    const moved = await tx<CommentRow>('request_comments')
      .where({ request_id: target })
      .whereIn('id', comments =>
        comments
          .select('comment_id')
          .from('merged_comments')
          .where({ merge_id: merge.id }),
      )
      .update({
        request_id: source,
        origin_id: tx.raw(
          'case when origin_id = ? then null else origin_id end',
          [source],
        ),
      });
    await countComments(tx, [source, target]);
    return moved;
  }

  /**
   * People whose vote went back to one request, and who had voted for another
   * that is merged here as well, still want this one: by that other vote.
   */
  private async adopt(
    tx: Knex.Transaction,
    target: number,
    returned: number,
  ): Promise<void> {
    const merges: MergeRow[] = await tx<MergeRow>('merges')
      .where({ target_id: target })
      .orderBy('at');
    for (const { id, source_id: sourceId } of merges) {
      const source = Number(sourceId);
      const voters: string[] = await tx<VoteRow>('votes')
        .where({ request_id: source })
        .whereIn('voter', back =>
          back.select('voter').from('votes').where({ request_id: returned }),
        )
        .whereNotIn('voter', here =>
          here.select('voter').from('votes').where({ request_id: target }),
        )
        .pluck('voter');
      if (voters.length > 0) {
        for (const voter of voters) {
          await tx('merged_votes').insert({ merge_id: id, voter });
          await tx<VoteRow>('votes')
            .where({ request_id: source, voter })
            .update({
              request_id: target,
              origin_id: tx.raw('coalesce(origin_id, ?)', [source]),
            });
        }
        await recount(tx, source);
      }
    }
  }

  private async oneAtATime(tx: Knex.Transaction): Promise<void> {
    if (isPostgres(tx)) {
      await tx.raw('select pg_advisory_xact_lock(?)', [MERGING]);
    }
  }
}

type Move = {
  readonly merge: string;
  readonly source: number;
  readonly target: number;
};

/** Comments that everybody sees who sees the request. */
export async function countComments(
  tx: Knex,
  requestIds: readonly number[],
): Promise<void> {
  for (const id of requestIds) {
    const [{ total }] = await tx<CommentRow>('request_comments')
      .where({ request_id: id, internal: false })
      .whereNull('hidden_at')
      .count({ total: '*' });
    await tx<RequestRow>('requests')
      .where({ id })
      .update({ comment_count: Number(total) });
  }
}
