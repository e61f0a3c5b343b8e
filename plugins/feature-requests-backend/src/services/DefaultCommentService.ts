import { ConflictError, InputError } from '@backstage/errors';
import {
  Comment,
  CommentModeration,
  CommentsPage,
  NewComment,
  formatRequestId,
  mentionsIn,
} from '@commonhold/plugin-feature-requests-common';
import { CommentStore } from '../store/CommentStore';
import { Knex } from 'knex';
import { HistoryStore } from '../store/HistoryStore';
import { NoticeStore } from '../store/NoticeStore';
import { RequestStore } from '../store/RequestStore';
import { CommentRow } from '../store/rows';
import { Audit } from './Audit';
import { OpenedRequest } from './RequestGuard';
import { PageRequest } from './RequestService';
import { Viewer, seesPerson } from './Viewer';
import { WritingLimits } from './WritingLimits';

/** In one comment: more is shouting. */
const MOST_MENTIONED = 20;

/** The logic of comments, without regard to who may. */
export class DefaultCommentService {
  constructor(
    private readonly options: {
      readonly audit: Audit;
      readonly limits: WritingLimits;
      readonly stores: {
        readonly comments: CommentStore;
        readonly history: HistoryStore;
        readonly notices: NoticeStore;
        readonly requests: RequestStore;
      };
    },
  ) {}

  async list(
    { number, viewer }: OpenedRequest,
    manages: boolean,
    options: PageRequest & { readonly internal: boolean },
  ): Promise<CommentsPage> {
    const { items, nextCursor } = await this.options.stores.comments.page(
      number,
      options,
    );
    return {
      items: items.map(row => commentView(row, viewer, manages)),
      nextCursor,
    };
  }

  async create(
    opened: OpenedRequest,
    manages: boolean,
    { text, internal = false }: NewComment,
  ): Promise<Comment> {
    const { id, number, row, viewer } = opened;
    const { audit, limits, stores } = this.options;
    if (row.merged_into !== null) {
      throw new ConflictError(
        'The request was merged into another: comment on that one',
      );
    }
    const said = textOf(text);
    await limits.spend('comment', viewer);
    const at = new Date().toISOString();
    const commentId = await audit.of(
      'comment-create',
      viewer,
      { request: id, internal },
      () =>
        stores.requests.transaction(async tx => {
          const created = await stores.comments.insert(tx, {
            requestId: number,
            text: said,
            author: viewer.ref,
            tenant: viewer.tenants[0] ?? '',
            official: manages,
            internal,
            at,
          });
          await this.tell(tx, opened, { said, internal, at });
          if (viewer.isUser) {
            await stores.requests.setWatching(number, viewer.ref, at, tx);
          }
          return created;
        }),
      'low',
    );
    return this.view(commentId, viewer, manages);
  }

  async update(
    { id, viewer }: OpenedRequest,
    manages: boolean,
    comment: CommentRow,
    text: string,
  ): Promise<Comment> {
    const { audit, limits, stores } = this.options;
    const said = textOf(text);
    await limits.spend('comment', viewer);
    await audit.of(
      'comment-update',
      viewer,
      { request: id, comment: comment.id },
      () =>
        stores.requests.transaction(tx =>
          stores.comments.edit(tx, comment.id, said, new Date().toISOString()),
        ),
      'low',
    );
    return this.view(comment.id, viewer, manages);
  }

  async delete(
    { id, viewer }: OpenedRequest,
    comment: CommentRow,
  ): Promise<void> {
    const { audit, stores } = this.options;
    await audit.of(
      'comment-delete',
      viewer,
      { request: id, comment: comment.id },
      () =>
        stores.requests.transaction(tx => stores.comments.delete(tx, comment)),
    );
  }

  async moderate(
    { id, number, viewer }: OpenedRequest,
    comment: CommentRow,
    { hidden, reason }: CommentModeration,
  ): Promise<Comment> {
    const { audit, stores } = this.options;
    const at = new Date().toISOString();
    if (hidden !== (comment.hidden_at !== null)) {
      await audit.of(
        'comment-moderate',
        viewer,
        { request: id, comment: comment.id, hidden, reason: reason ?? null },
        () =>
          stores.requests.transaction(async tx => {
            await stores.comments.setHidden(tx, comment, hidden ? at : null);
            await stores.history.add(tx, {
              requestId: number,
              at,
              action: 'moderated',
              actor: viewer.ref,
              tenant: viewer.tenants[0] ?? '',
              changes: [
                {
                  field: 'comment',
                  before: hidden ? 'shown' : 'hidden',
                  after: hidden ? 'hidden' : 'shown',
                },
                ...(reason?.trim()
                  ? [{ field: 'reason', before: null, after: reason.trim() }]
                  : []),
              ],
            });
          }),
      );
    }
    return this.view(comment.id, viewer, true);
  }

  /** Whoever is mentioned, and whoever watches. Of internal notes nobody hears. */
  private async tell(
    tx: Knex,
    { number, viewer }: OpenedRequest,
    { said, internal, at }: { said: string; internal: boolean; at: string },
  ): Promise<void> {
    if (internal) {
      return;
    }
    const { notices } = this.options.stores;
    const mentioned = mentionsIn(said).filter(ref => ref !== viewer.ref);
    const watching = (await notices.watchersOf(tx, number)).filter(
      ref => ref !== viewer.ref && !mentioned.includes(ref),
    );
    const news = { requestId: number, at };
    await notices.addTalk(tx, {
      ...news,
      kind: 'mentioned',
      recipients: mentioned.slice(0, MOST_MENTIONED),
    });
    await notices.addTalk(tx, {
      ...news,
      kind: 'commented',
      recipients: watching,
    });
  }

  private async view(
    commentId: string,
    viewer: Viewer,
    manages: boolean,
  ): Promise<Comment> {
    const row = await this.options.stores.comments.find(commentId);
    if (!row) {
      throw new ConflictError('Somebody has just deleted the comment');
    }
    return commentView(row, viewer, manages);
  }
}

function commentView(
  row: CommentRow,
  viewer: Viewer,
  manages: boolean,
): Comment {
  const hidden = row.hidden_at !== null;
  const own = row.author === viewer.ref;
  return {
    id: row.id,
    requestId: formatRequestId(Number(row.request_id)),
    text: hidden && !manages ? '' : row.text,
    author:
      (!hidden || manages) && seesPerson(viewer, row.author, row.tenant_id)
        ? row.author
        : null,
    official: Boolean(row.official),
    internal: Boolean(row.internal),
    hidden,
    origin:
      row.origin_id === null ? null : formatRequestId(Number(row.origin_id)),
    createdAt: row.created_at,
    editedAt: row.edited_at,
    mayEdit: own && !hidden && viewer.canWrite,
    mayDelete: (own || manages) && viewer.canWrite,
  };
}

/** @throws InputError if nothing is said */
function textOf(text: string): string {
  const said = text.trim();
  if (said === '') {
    throw new InputError('Write something first');
  }
  return said;
}
