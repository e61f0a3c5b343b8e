import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Priority,
  PriorityAnswer,
} from '@commonhold/plugin-feature-requests-common';
import { DefaultPriorityService } from './DefaultPriorityService';
import { PriorityService } from './PriorityService';
import { RequestGuard } from './RequestGuard';

/** For those who manage the request. */
export class AuthorizedPriorityService implements PriorityService {
  constructor(
    private readonly inner: DefaultPriorityService,
    private readonly guard: RequestGuard,
  ) {}

  async get(
    requestId: string,
    credentials: BackstageCredentials,
  ): Promise<PriorityAnswer> {
    return this.inner.get(await this.guard.toManage(requestId, credentials));
  }

  async set(
    requestId: string,
    priority: Priority | null,
    credentials: BackstageCredentials,
  ): Promise<PriorityAnswer> {
    const opened = await this.guard.toManage(requestId, credentials);
    await this.inner.set(opened, priority);
    return this.inner.get(await this.guard.toManage(requestId, credentials));
  }
}
