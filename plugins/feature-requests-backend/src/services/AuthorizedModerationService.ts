import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  FeatureRequest,
  Moderation,
} from '@commonhold/plugin-feature-requests-common';
import { DefaultModerationService } from './DefaultModerationService';
import { ModerationService } from './ModerationService';
import { RequestGuard } from './RequestGuard';

/** For those who manage the request. */
export class AuthorizedModerationService implements ModerationService {
  constructor(
    private readonly inner: DefaultModerationService,
    private readonly guard: RequestGuard,
  ) {}

  async moderate(
    requestId: string,
    moderation: Moderation,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest> {
    const opened = await this.guard.toManage(requestId, credentials);
    return this.inner.moderate(opened, moderation);
  }
}
