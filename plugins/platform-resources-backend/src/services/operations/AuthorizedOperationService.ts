import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  platformResourceOperatePermission,
  platformResourceReadPermission,
} from '@commonhold/plugin-platform-resources-common';
import {
  AudienceDecisions,
  Visible,
} from '../../permissions/AudienceDecisions';
import { resourceResourceRef } from '../../permissions/resourceRefs';
import { OperationQuery } from '../../store/OperationStore';
import { DefaultOperationService } from './DefaultOperationService';
import { OperationService } from './OperationService';

/** Whoever sees a resource sees its operations; who operates it, theirs too. */
export class AuthorizedOperationService implements OperationService {
  constructor(
    private readonly inner: DefaultOperationService,
    private readonly decisions: AudienceDecisions,
  ) {}

  async list(
    request: OperationQuery & {
      readonly limit: number;
      readonly cursor?: string;
    },
    credentials: BackstageCredentials,
  ) {
    return this.inner.list(request, await this.readable(credentials));
  }

  async get(id: string, credentials: BackstageCredentials) {
    return this.inner.get(id, await this.readable(credentials));
  }

  async log(
    id: string,
    after: string | undefined,
    credentials: BackstageCredentials,
  ) {
    return this.inner.log(id, after, await this.readable(credentials));
  }

  async cancel(id: string, credentials: BackstageCredentials) {
    const visible = await this.operable(id, credentials);
    return this.inner.cancel(id, visible, credentials);
  }

  async retry(
    id: string,
    acceptLoss: boolean,
    credentials: BackstageCredentials,
  ) {
    const visible = await this.operable(id, credentials);
    return this.inner.retry(id, acceptLoss, visible, credentials);
  }

  private readable(credentials: BackstageCredentials): Promise<Visible> {
    return this.decisions.visibleWith(
      platformResourceReadPermission,
      resourceResourceRef,
      credentials,
    );
  }

  private async operable(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<Visible> {
    await this.inner.get(id, await this.readable(credentials));
    return this.decisions.visibleWith(
      platformResourceOperatePermission,
      resourceResourceRef,
      credentials,
    );
  }
}
