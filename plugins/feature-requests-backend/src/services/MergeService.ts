import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  DuplicatesPage,
  MergeResult,
} from '@commonhold/plugin-feature-requests-common';
import { PageRequest } from './RequestService';

/** Merging what is the same wish. All throw NotFoundError for what one does not see. */
export interface MergeService {
  /**
   * @throws InputError if people who see the one would not see the other
   * @throws ConflictError if one of them is merged already
   * @throws NotAllowedError unless one manages both
   */
  merge(
    id: string,
    into: string,
    credentials: BackstageCredentials,
  ): Promise<MergeResult>;

  /**
   * @returns the request that was merged, as it is now
   * @throws ConflictError if the other was itself merged since
   */
  unmerge(id: string, credentials: BackstageCredentials): Promise<MergeResult>;

  /** What was merged into a request. */
  listDuplicates(
    id: string,
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<DuplicatesPage>;
}
