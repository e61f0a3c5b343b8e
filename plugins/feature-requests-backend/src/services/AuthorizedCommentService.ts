import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  Comment,
  CommentModeration,
  CommentsPage,
  NewComment,
  featureRequestCommentPermission,
  formatRequestId,
} from '@commonhold/plugin-feature-requests-common';
import { CommentStore } from '../store/CommentStore';
import { CommentRow } from '../store/rows';
import { CommentService } from './CommentService';
import { DefaultCommentService } from './DefaultCommentService';
import { RequestFinder } from './RequestFinder';
import { OpenedRequest, RequestGuard } from './RequestGuard';
import { PageRequest } from './RequestService';

/** Decides who may read, write and take away comments. */
export class AuthorizedCommentService implements CommentService {
  constructor(
    private readonly inner: DefaultCommentService,
    private readonly options: {
      readonly comments: CommentStore;
      readonly finder: RequestFinder;
      readonly guard: RequestGuard;
    },
  ) {}

  async list(
    requestId: string,
    options: PageRequest & { readonly internal: boolean },
    credentials: BackstageCredentials,
  ): Promise<CommentsPage> {
    const { guard } = this.options;
    const opened = options.internal
      ? await guard.toManage(requestId, credentials)
      : await guard.toRead(requestId, credentials);
    return this.inner.list(opened, await this.manages(opened), options);
  }

  async create(
    requestId: string,
    comment: NewComment,
    credentials: BackstageCredentials,
  ): Promise<Comment> {
    const opened = await this.toComment(requestId, credentials);
    const manages = await this.manages(opened);
    if (comment.internal && !manages) {
      throw new NotAllowedError(
        'Internal notes are for those who manage the request',
      );
    }
    if (opened.row.locked_at !== null && !manages) {
      throw new NotAllowedError('The request is locked: nobody may comment');
    }
    return this.inner.create(opened, manages, comment);
  }

  async update(
    commentId: string,
    text: string,
    credentials: BackstageCredentials,
  ): Promise<Comment> {
    const { comment, opened, manages } = await this.open(
      commentId,
      credentials,
    );
    if (comment.author !== opened.viewer.ref || comment.hidden_at !== null) {
      throw new NotAllowedError('You may change your own comments only');
    }
    return this.inner.update(opened, manages, comment, text);
  }

  async delete(
    commentId: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { comment, opened, manages } = await this.open(
      commentId,
      credentials,
    );
    if (comment.author !== opened.viewer.ref && !manages) {
      throw new NotAllowedError('You may delete your own comments only');
    }
    await this.inner.delete(opened, comment);
  }

  async moderate(
    commentId: string,
    moderation: CommentModeration,
    credentials: BackstageCredentials,
  ): Promise<Comment> {
    const { comment, opened, manages } = await this.open(
      commentId,
      credentials,
    );
    if (!manages) {
      throw new NotAllowedError(
        'Only those who manage the request hide comments',
      );
    }
    return this.inner.moderate(opened, comment, moderation);
  }

  /** A comment that one may do something with; internal notes exist for managers only. */
  private async open(
    commentId: string,
    credentials: BackstageCredentials,
  ): Promise<{ comment: CommentRow; opened: OpenedRequest; manages: boolean }> {
    const missing = new NotFoundError(`There is no comment "${commentId}"`);
    const comment = await this.options.comments.find(commentId);
    if (!comment) {
      throw missing;
    }
    const requestId = formatRequestId(Number(comment.request_id));
    const opened = await this.toComment(requestId, credentials).catch(error => {
      throw error instanceof NotFoundError ? missing : error;
    });
    const manages = await this.manages(opened);
    if (Boolean(comment.internal) && !manages) {
      throw missing;
    }
    return { comment, opened, manages };
  }

  private toComment(requestId: string, credentials: BackstageCredentials) {
    return this.options.guard.to(
      'comment on',
      featureRequestCommentPermission,
      requestId,
      credentials,
    );
  }

  private manages({ viewer, row }: OpenedRequest): Promise<boolean> {
    return this.options.finder.isManager(viewer, row);
  }
}
