import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Facets,
  FeatureRequest,
  FeatureRequestPatch,
  Importance,
  Horizon,
  NewFeatureRequest,
  RequestEventsPage,
  RequestSort,
  RequestStatus,
  RequestsPage,
} from '@commonhold/plugin-feature-requests-common';

/** @param cursor - the `nextCursor` of the page before */
export type PageRequest = { readonly limit: number; readonly cursor?: string };

/** Which requests, as people ask for them. */
export type RequestQuery = {
  readonly text?: string;
  readonly status?: readonly RequestStatus[];
  readonly category?: readonly string[];
  readonly tag?: readonly string[];
  readonly about?: readonly string[];
  readonly tenant?: readonly string[];
  readonly application?: readonly string[];
  readonly importance?: readonly Importance[];
  readonly mine?: boolean;
  readonly voted?: boolean;
  readonly watching?: boolean;
  readonly wantsHelp?: boolean;
  readonly horizon?: readonly Horizon[];
  readonly increment?: readonly string[];
};

export type ListRequest = PageRequest &
  RequestQuery & { readonly sort?: RequestSort };

/** Requests. What may not be seen does not exist. */
export interface RequestService {
  list(
    request: ListRequest,
    credentials: BackstageCredentials,
  ): Promise<RequestsPage>;

  facets(
    query: RequestQuery,
    credentials: BackstageCredentials,
  ): Promise<Facets>;

  /** @throws NotFoundError */
  get(id: string, credentials: BackstageCredentials): Promise<FeatureRequest>;

  /** Files a request; its author votes for it by that. */
  create(
    request: NewFeatureRequest,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest>;

  /**
   * @throws ConflictError if somebody else changed it meanwhile
   * @throws NotFoundError
   */
  update(
    id: string,
    patch: FeatureRequestPatch,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest>;

  /** @throws NotFoundError */
  delete(id: string, credentials: BackstageCredentials): Promise<void>;

  /**
   * What happened to it, the latest first.
   *
   * @throws NotFoundError
   */
  listEvents(
    id: string,
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<RequestEventsPage>;
}
