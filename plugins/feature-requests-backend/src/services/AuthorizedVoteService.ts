import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  DemandBreakdown,
  NewVote,
  VoteOnBehalfResult,
  VoteResult,
  VotesPage,
  featureRequestVotePermission,
  requestNumber,
} from '@commonhold/plugin-feature-requests-common';
import { DefaultVoteService } from './DefaultVoteService';
import { noSuchRequest } from './RequestFinder';
import { OpenedRequest, RequestGuard } from './RequestGuard';
import { PageRequest } from './RequestService';
import { Viewer } from './Viewer';
import { Viewers } from './Viewers';
import { VoteService } from './VoteService';

/** Decides who may vote. */
export class AuthorizedVoteService implements VoteService {
  constructor(
    private readonly inner: DefaultVoteService,
    private readonly options: {
      readonly guard: RequestGuard;
      readonly viewers: Viewers;
    },
  ) {}

  async put(
    id: string,
    vote: NewVote,
    credentials: BackstageCredentials,
  ): Promise<VoteResult> {
    return this.vote(id, credentials, (number, viewer) =>
      this.inner.put(number, vote, viewer),
    );
  }

  async delete(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<VoteResult> {
    return this.vote(id, credentials, (number, viewer) =>
      this.inner.delete(number, viewer),
    );
  }

  async putOnBehalf(
    id: string,
    voter: string,
    vote: NewVote,
    credentials: BackstageCredentials,
  ): Promise<VoteOnBehalfResult> {
    const opened = await this.toVoteOnBehalf(id, credentials);
    return this.inner.putOnBehalf(opened, voter, vote);
  }

  async deleteOnBehalf(
    id: string,
    voter: string,
    credentials: BackstageCredentials,
  ): Promise<VoteOnBehalfResult> {
    const opened = await this.toVoteOnBehalf(id, credentials);
    return this.inner.deleteOnBehalf(opened, voter);
  }

  async list(
    id: string,
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<VotesPage> {
    const opened = await this.options.guard.toRead(id, credentials);
    return this.inner.list(opened, page);
  }

  async getDemand(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<DemandBreakdown> {
    return this.inner.getDemand(
      await this.options.guard.toRead(id, credentials),
    );
  }

  /**
   * The condition of the permission is part of the voting statement, so that a
   * vote needs no question before it. Only whoever may not vote is told why.
   */
  private async vote(
    id: string,
    credentials: BackstageCredentials,
    work: (number: number, viewer: Viewer) => Promise<VoteResult | undefined>,
  ): Promise<VoteResult> {
    const { guard, viewers } = this.options;
    const number = requestNumber(id);
    if (number === undefined) {
      throw noSuchRequest(id);
    }
    const viewer = await viewers.get(credentials, featureRequestVotePermission);
    const result = await work(number, viewer);
    if (!result) {
      await guard.toRead(id, credentials);
      throw new NotAllowedError('You may not vote for this request');
    }
    return result;
  }

  private async toVoteOnBehalf(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<OpenedRequest> {
    const opened = await this.options.guard.to(
      'vote for',
      featureRequestVotePermission,
      id,
      credentials,
    );
    if (!opened.viewer.roles.has('support')) {
      throw new NotAllowedError(
        'Only product managers and support vote on behalf of others',
      );
    }
    return opened;
  }
}
