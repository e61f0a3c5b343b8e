import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  FeatureRequest,
  Moderation,
} from '@commonhold/plugin-feature-requests-common';

/** Takes requests off the board, and ends discussions. */
export interface ModerationService {
  /** @throws NotAllowedError unless one manages the request */
  moderate(
    requestId: string,
    moderation: Moderation,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest>;
}
