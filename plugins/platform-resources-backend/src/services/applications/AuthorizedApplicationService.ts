import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  Application,
  ApplicationNode,
  Commit,
  CommitFinding,
  EffectiveConfiguration,
  ValueExplanation,
  platformApplicationReadPermission,
  platformApplicationRefreshPermission,
} from '@commonhold/plugin-platform-resources-common';
import {
  AudienceDecisions,
  Visible,
} from '../../permissions/AudienceDecisions';
import { applicationResourceRef } from '../../permissions/resourceRefs';
import {
  ApplicationQuery,
  ApplicationService,
  Page,
  PageRequest,
  RepositoryFile,
} from './ApplicationService';
import { DefaultApplicationService } from './DefaultApplicationService';

/** Decides who may see what, and asks the default service for just that. */
export class AuthorizedApplicationService implements ApplicationService {
  constructor(
    private readonly inner: DefaultApplicationService,
    private readonly decisions: AudienceDecisions,
  ) {}

  async list(
    request: PageRequest & ApplicationQuery,
    credentials: BackstageCredentials,
  ): Promise<Page<Application>> {
    return this.inner.list(request, await this.readable(credentials));
  }

  async get(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<Application> {
    return this.inner.get(ref, await this.readable(credentials));
  }

  async findings(
    ref: string,
    commit: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<CommitFinding[]> {
    return this.inner.findings(ref, commit, await this.readable(credentials));
  }

  async commits(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<Commit[]> {
    return this.inner.commits(ref, await this.readable(credentials));
  }

  async nodes(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<ApplicationNode[]> {
    return this.inner.nodes(ref, await this.readable(credentials));
  }

  async configurations(
    ref: string,
    place: { readonly node: string; readonly component?: string },
    credentials: BackstageCredentials,
  ): Promise<EffectiveConfiguration[]> {
    const visible = await this.readable(credentials);
    return this.inner.configurations(ref, place, visible);
  }

  async explain(
    ref: string,
    place: {
      readonly leaf: string;
      readonly component: string;
      readonly pointer: string;
    },
    credentials: BackstageCredentials,
  ): Promise<ValueExplanation> {
    return this.inner.explain(ref, place, await this.readable(credentials));
  }

  async files(
    ref: string,
    node: string,
    credentials: BackstageCredentials,
  ): Promise<RepositoryFile[]> {
    return this.inner.files(ref, node, await this.readable(credentials));
  }

  async refresh(ref: string, credentials: BackstageCredentials): Promise<void> {
    // Who may not even see it learns nothing from what is refused.
    await this.inner.find(ref, await this.readable(credentials));
    const visible = await this.visibleWith(
      platformApplicationRefreshPermission,
      credentials,
    );
    try {
      await this.inner.refresh(ref, visible, credentials);
    } catch (error) {
      throw error instanceof NotFoundError
        ? new NotAllowedError('You may see this application, but not do that')
        : error;
    }
  }

  private readable(credentials: BackstageCredentials): Promise<Visible> {
    return this.visibleWith(platformApplicationReadPermission, credentials);
  }

  private visibleWith(
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<Visible> {
    return this.decisions.visibleWith(
      permission,
      applicationResourceRef,
      credentials,
    );
  }
}
