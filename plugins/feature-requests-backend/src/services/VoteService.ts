import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  DemandBreakdown,
  NewVote,
  VoteOnBehalfResult,
  VoteResult,
  VotesPage,
} from '@commonhold/plugin-feature-requests-common';
import { PageRequest } from './RequestService';

/** Votes. All of them throw NotFoundError for a request that one does not see. */
export interface VoteService {
  /**
   * Votes, or changes one's vote. Doing it again changes nothing.
   *
   * @throws ConflictError if the request was merged into another
   */
  put(
    id: string,
    vote: NewVote,
    credentials: BackstageCredentials,
  ): Promise<VoteResult>;

  /** Takes one's vote back. Doing it again changes nothing. */
  delete(id: string, credentials: BackstageCredentials): Promise<VoteResult>;

  /** @param voter - ref of a user */
  putOnBehalf(
    id: string,
    voter: string,
    vote: NewVote,
    credentials: BackstageCredentials,
  ): Promise<VoteOnBehalfResult>;

  /** @param voter - ref of a user */
  deleteOnBehalf(
    id: string,
    voter: string,
    credentials: BackstageCredentials,
  ): Promise<VoteOnBehalfResult>;

  list(
    id: string,
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<VotesPage>;

  /** Who wants it, as far as one may see. */
  getDemand(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<DemandBreakdown>;
}
