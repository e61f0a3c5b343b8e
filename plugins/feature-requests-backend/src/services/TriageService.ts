import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  FeatureRequest,
  NewStatus,
} from '@commonhold/plugin-feature-requests-common';

/**
 * What became of a wish. All throw NotFoundError for a request that one does
 * not see, and NotAllowedError for one that one does not manage.
 */
export interface TriageService {
  /**
   * @throws InputError without a reason where the status needs one
   * @throws ConflictError if the request was merged
   */
  setStatus(
    id: string,
    status: NewStatus,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest>;

  /** @param text - Markdown; `null` takes the official response back */
  setResponse(
    id: string,
    text: string | null,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest>;
}
