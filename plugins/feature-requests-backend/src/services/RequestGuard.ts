import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  RESOURCE_TYPE_FEATURE_REQUEST,
  featureRequestManagePermission,
} from '@commonhold/plugin-feature-requests-common';
import { FoundRequest, RequestFinder } from './RequestFinder';
import { Viewer } from './Viewer';
import { Viewers } from './Viewers';

/** A request that somebody may do something with. */
export type OpenedRequest = {
  readonly id: string;
  readonly number: number;
  readonly row: FoundRequest;
  /** With what they may see. */
  readonly viewer: Viewer;
};

type RequestPermission = ResourcePermission<
  typeof RESOURCE_TYPE_FEATURE_REQUEST
>;

/** Decides what people may do with a request. Used by the Authorized services. */
export class RequestGuard {
  constructor(
    private readonly viewers: Viewers,
    private readonly finder: RequestFinder,
  ) {}

  /** @throws NotFoundError unless they see it */
  async toRead(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<OpenedRequest> {
    const viewer = await this.viewers.get(credentials);
    return { id, viewer, ...(await this.finder.find(id, viewer)) };
  }

  /**
   * @param what - such as "vote for", for the one who may not
   * @throws NotFoundError unless they see it
   * @throws NotAllowedError
   */
  async to(
    what: string,
    permission: RequestPermission,
    id: string,
    credentials: BackstageCredentials,
  ): Promise<OpenedRequest> {
    const opened = await this.toRead(id, credentials);
    const allowed = await this.viewers.with(
      opened.viewer,
      permission,
      credentials,
    );
    if (!(await this.finder.sees(opened.number, allowed))) {
      throw new NotAllowedError(`You may not ${what} this request`);
    }
    return opened;
  }

  /**
   * For those who decide about the request.
   *
   * @throws NotFoundError unless they see it
   * @throws NotAllowedError
   */
  async toManage(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<OpenedRequest> {
    const opened = await this.to(
      'manage',
      featureRequestManagePermission,
      id,
      credentials,
    );
    if (!(await this.finder.isManager(opened.viewer, opened.row))) {
      throw new NotAllowedError(
        'Only product managers and the owners of what a request is about may do that',
      );
    }
    return opened;
  }
}
