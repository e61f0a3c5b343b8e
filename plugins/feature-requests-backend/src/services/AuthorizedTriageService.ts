import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  FeatureRequest,
  NewStatus,
} from '@commonhold/plugin-feature-requests-common';
import { DefaultTriageService } from './DefaultTriageService';
import { RequestGuard } from './RequestGuard';
import { TriageService } from './TriageService';

/** For those who manage the request, and for trackers. */
export class AuthorizedTriageService implements TriageService {
  constructor(
    private readonly inner: DefaultTriageService,
    private readonly guard: RequestGuard,
  ) {}

  async setStatus(
    id: string,
    status: NewStatus,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest> {
    const opened = await this.guard.toManage(id, credentials);
    return this.inner.setStatus(opened, status);
  }

  async setResponse(
    id: string,
    text: string | null,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest> {
    const opened = await this.guard.toManage(id, credentials);
    return this.inner.setResponse(opened, text);
  }
}
