import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Comment,
  CommentModeration,
  CommentsPage,
  NewComment,
} from '@commonhold/plugin-feature-requests-common';
import { PageRequest } from './RequestService';

/** What people say of requests. All throw NotFoundError for what one does not see. */
export interface CommentService {
  /**
   * @param options.internal - notes of those who manage the request, instead
   * @throws NotAllowedError for internal notes, unless one manages the request
   */
  list(
    requestId: string,
    options: PageRequest & { readonly internal: boolean },
    credentials: BackstageCredentials,
  ): Promise<CommentsPage>;

  /**
   * @throws NotAllowedError if the request is locked, or the note internal, unless
   *   one manages the request
   * @throws ConflictError if the request was merged into another
   * @throws TooManyRequestsError
   */
  create(
    requestId: string,
    comment: NewComment,
    credentials: BackstageCredentials,
  ): Promise<Comment>;

  /** @throws NotAllowedError unless it is one's own, and not hidden */
  update(
    commentId: string,
    text: string,
    credentials: BackstageCredentials,
  ): Promise<Comment>;

  /** @throws NotAllowedError unless it is one's own, or one manages the request */
  delete(commentId: string, credentials: BackstageCredentials): Promise<void>;

  /** @throws NotAllowedError unless one manages the request */
  moderate(
    commentId: string,
    moderation: CommentModeration,
    credentials: BackstageCredentials,
  ): Promise<Comment>;
}
