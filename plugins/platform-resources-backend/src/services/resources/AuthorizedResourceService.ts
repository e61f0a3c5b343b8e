import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import {
  platformResourceOperatePermission,
  platformResourceReadPermission,
} from '@commonhold/plugin-platform-resources-common';
import {
  AudienceDecisions,
  Visible,
} from '../../permissions/AudienceDecisions';
import { resourceResourceRef } from '../../permissions/resourceRefs';
import { ResourceQuery } from '../../store/ResourceStore';
import { ActionRunner } from '../operations/ActionRunner';
import { DefaultResourceService } from './DefaultResourceService';
import { ResourceService } from './ResourceService';

/** Decides who may see and do what, and asks the default service for just that. */
export class AuthorizedResourceService implements ResourceService {
  constructor(
    private readonly inner: DefaultResourceService,
    private readonly runner: ActionRunner,
    private readonly decisions: AudienceDecisions,
  ) {}

  async list(
    request: ResourceQuery & {
      readonly limit: number;
      readonly cursor?: string;
    },
    credentials: BackstageCredentials,
  ) {
    return this.inner.list(request, await this.readable(credentials));
  }

  async counts(query: ResourceQuery, credentials: BackstageCredentials) {
    return this.inner.counts(query, await this.readable(credentials));
  }

  async get(id: string, credentials: BackstageCredentials) {
    return this.inner.get(id, await this.readable(credentials));
  }

  async generations(id: string, credentials: BackstageCredentials) {
    return this.inner.generations(id, await this.readable(credentials));
  }

  async adoption(credentials: BackstageCredentials) {
    return this.inner.adoption(await this.readable(credentials));
  }

  async refresh(id: string, credentials: BackstageCredentials) {
    return this.inner.refresh(id, await this.operable(id, credentials));
  }

  async revert(id: string, credentials: BackstageCredentials) {
    const visible = await this.operable(id, credentials);
    return this.inner.revert(id, visible, credentials);
  }

  async ignoreDrift(
    id: string,
    until: string,
    reason: string,
    credentials: BackstageCredentials,
  ) {
    const visible = await this.operable(id, credentials);
    return this.inner.ignoreDrift(id, until, reason, visible, credentials);
  }

  async heedDrift(id: string, credentials: BackstageCredentials) {
    const visible = await this.operable(id, credentials);
    return this.inner.heedDrift(id, visible, credentials);
  }

  async protect(id: string, reason: string, credentials: BackstageCredentials) {
    const visible = await this.operable(id, credentials);
    return this.inner.protect(id, reason, visible, credentials);
  }

  async unprotect(id: string, credentials: BackstageCredentials) {
    const visible = await this.operable(id, credentials);
    return this.inner.unprotect(id, visible, credentials);
  }

  async expire(id: string, at: string, credentials: BackstageCredentials) {
    const visible = await this.operable(id, credentials);
    return this.inner.expire(id, at, visible, credentials);
  }

  async keep(id: string, credentials: BackstageCredentials) {
    const visible = await this.operable(id, credentials);
    return this.inner.keep(id, visible, credentials);
  }

  async actions(id: string, credentials: BackstageCredentials) {
    const resource = await this.inner.find(
      id,
      await this.readable(credentials),
    );
    return this.runner.offered(resource);
  }

  async runAction(
    id: string,
    action: string,
    input: JsonObject,
    credentials: BackstageCredentials,
  ) {
    const resource = await this.inner.find(
      id,
      await this.operable(id, credentials),
    );
    return this.runner.run(resource, action, input, credentials);
  }

  private readable(credentials: BackstageCredentials): Promise<Visible> {
    return this.decisions.visibleWith(
      platformResourceReadPermission,
      resourceResourceRef,
      credentials,
    );
  }

  /** Who may not even see it learns nothing from what is refused. */
  private async operable(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<Visible> {
    await this.inner.find(id, await this.readable(credentials));
    return this.decisions.visibleWith(
      platformResourceOperatePermission,
      resourceResourceRef,
      credentials,
    );
  }
}
