import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Priority,
  PriorityAnswer,
} from '@commonhold/plugin-feature-requests-common';

/**
 * Weighted shortest job first, beside demand. All throw NotAllowedError unless one
 * manages the request.
 */
export interface PriorityService {
  get(
    requestId: string,
    credentials: BackstageCredentials,
  ): Promise<PriorityAnswer>;

  /** @param priority - `null` takes it back */
  set(
    requestId: string,
    priority: Priority | null,
    credentials: BackstageCredentials,
  ): Promise<PriorityAnswer>;
}
