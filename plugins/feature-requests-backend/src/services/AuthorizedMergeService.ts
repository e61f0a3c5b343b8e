import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  DuplicatesPage,
  MergeResult,
} from '@commonhold/plugin-feature-requests-common';
import { DefaultMergeService } from './DefaultMergeService';
import { MergeService } from './MergeService';
import { RequestGuard } from './RequestGuard';
import { PageRequest } from './RequestService';

/** Whoever merges two requests manages both of them. */
export class AuthorizedMergeService implements MergeService {
  constructor(
    private readonly inner: DefaultMergeService,
    private readonly guard: RequestGuard,
  ) {}

  async merge(
    id: string,
    into: string,
    credentials: BackstageCredentials,
  ): Promise<MergeResult> {
    const source = await this.guard.toManage(id, credentials);
    const target = await this.guard.toManage(into, credentials);
    return this.inner.merge(source, target);
  }

  async unmerge(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<MergeResult> {
    return this.inner.unmerge(await this.guard.toManage(id, credentials));
  }

  async listDuplicates(
    id: string,
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<DuplicatesPage> {
    return this.inner.listDuplicates(
      await this.guard.toRead(id, credentials),
      page,
    );
  }
}
