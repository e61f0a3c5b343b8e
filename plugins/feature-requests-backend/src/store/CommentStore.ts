import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { cutPage, decodeCursor } from './cursor';
import { CommentRow, RequestRow } from './rows';

/** A comment that is not written yet. */
export type NewCommentRow = {
  readonly requestId: number;
  readonly text: string;
  readonly author: string;
  /** Of the author; '' is none. */
  readonly tenant: string;
  readonly official: boolean;
  readonly internal: boolean;
  readonly at: string;
};

/** What people say of requests. Keeps how many comments a request shows. */
export class CommentStore {
  static create(knex: Knex): CommentStore {
    return new CommentStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async find(id: string): Promise<CommentRow | undefined> {
    return this.knex<CommentRow>('request_comments').where({ id }).first();
  }

  /** Comments or internal notes of a request, the oldest first. */
  async page(
    requestId: number,
    options: { internal: boolean; limit: number; cursor?: string },
  ): Promise<{ items: readonly CommentRow[]; nextCursor?: string }> {
    const { internal, limit, cursor } = options;
    const rows: CommentRow[] = await this.knex<CommentRow>('request_comments')
      .where({ request_id: requestId, internal })
      .modify(query => {
        if (cursor !== undefined) {
          query.whereRaw('(created_at, id) > (?, ?)', decodeCursor(cursor, 2));
        }
      })
      .orderBy([{ column: 'created_at' }, { column: 'id' }])
      .limit(limit + 1);
    return cutPage(rows, limit, row => [row.created_at, row.id]);
  }

  /** @returns its id */
  async insert(tx: Knex, comment: NewCommentRow): Promise<string> {
    const id = randomUUID();
    await tx<CommentRow>('request_comments').insert({
      id,
      request_id: comment.requestId,
      text: comment.text,
      author: comment.author,
      tenant_id: comment.tenant,
      official: comment.official,
      internal: comment.internal,
      created_at: comment.at,
    });
    if (!comment.internal) {
      await tx<RequestRow>('requests')
        .where({ id: comment.requestId })
        .increment('comment_count', 1)
        .update({ updated_at: comment.at });
    }
    return id;
  }

  async edit(tx: Knex, id: string, text: string, at: string): Promise<void> {
    await tx<CommentRow>('request_comments')
      .where({ id })
      .update({ text, edited_at: at });
  }

  async setHidden(
    tx: Knex,
    comment: CommentRow,
    hiddenAt: string | null,
  ): Promise<void> {
    const changed = await tx<CommentRow>('request_comments')
      .where({ id: comment.id })
      .modify(query =>
        hiddenAt === null
          ? query.whereNotNull('hidden_at')
          : query.whereNull('hidden_at'),
      )
      .update({ hidden_at: hiddenAt });
    if (changed === 1 && !comment.internal) {
      await this.count(tx, comment, hiddenAt === null ? 1 : -1);
    }
  }

  async delete(tx: Knex, comment: CommentRow): Promise<void> {
    const gone = await tx<CommentRow>('request_comments')
      .where({ id: comment.id })
      .delete();
    if (gone === 1 && !comment.internal && comment.hidden_at === null) {
      await this.count(tx, comment, -1);
    }
  }

  private async count(
    tx: Knex,
    { request_id: id }: CommentRow,
    by: number,
  ): Promise<void> {
    await tx<RequestRow>('requests')
      .where({ id })
      .increment('comment_count', by);
  }
}
