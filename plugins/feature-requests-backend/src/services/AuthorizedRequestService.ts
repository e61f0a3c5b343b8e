import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  Facets,
  FeatureRequest,
  FeatureRequestPatch,
  NewFeatureRequest,
  RequestEventsPage,
  RequestsPage,
  featureRequestCreatePermission,
  featureRequestManagePermission,
  featureRequestUpdatePermission,
} from '@commonhold/plugin-feature-requests-common';
import { DefaultRequestService } from './DefaultRequestService';
import { OpenedRequest, RequestGuard } from './RequestGuard';
import {
  ListRequest,
  PageRequest,
  RequestQuery,
  RequestService,
} from './RequestService';
import { Viewers } from './Viewers';

/** Decides who may do what with requests, and asks the default service for just that. */
export class AuthorizedRequestService implements RequestService {
  constructor(
    private readonly inner: DefaultRequestService,
    private readonly options: {
      readonly guard: RequestGuard;
      readonly viewers: Viewers;
    },
  ) {}

  async list(
    request: ListRequest,
    credentials: BackstageCredentials,
  ): Promise<RequestsPage> {
    return this.inner.list(
      request,
      await this.options.viewers.get(credentials),
    );
  }

  async facets(
    query: RequestQuery,
    credentials: BackstageCredentials,
  ): Promise<Facets> {
    return this.inner.facets(
      query,
      await this.options.viewers.get(credentials),
    );
  }

  async get(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest> {
    return this.inner.get(await this.options.guard.toRead(id, credentials));
  }

  async create(
    request: NewFeatureRequest,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest> {
    const { viewers } = this.options;
    if (
      !(await viewers.isAllowed(featureRequestCreatePermission, credentials))
    ) {
      throw new NotAllowedError('You may not file requests');
    }
    const viewer = await viewers.get(credentials);
    return this.inner.create(request, viewer, credentials);
  }

  async update(
    id: string,
    patch: FeatureRequestPatch,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest> {
    const opened = await this.toChange('change', id, credentials);
    return this.inner.update(opened, patch, credentials);
  }

  async delete(id: string, credentials: BackstageCredentials): Promise<void> {
    await this.inner.delete(await this.toChange('delete', id, credentials));
  }

  async listEvents(
    id: string,
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<RequestEventsPage> {
    return this.inner.listEvents(
      await this.options.guard.toRead(id, credentials),
      page,
    );
  }

  /** One's own request, or one that one manages: the service knows which. */
  private async toChange(
    what: string,
    id: string,
    credentials: BackstageCredentials,
  ): Promise<OpenedRequest> {
    const { guard } = this.options;
    const { viewer, row } = await guard.toRead(id, credentials);
    return guard.to(
      what,
      row.author === viewer.ref
        ? featureRequestUpdatePermission
        : featureRequestManagePermission,
      id,
      credentials,
    );
  }
}
