import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  DefaultApiClient,
  TypedResponse,
} from '@commonhold/plugin-feature-requests-common';
import {
  AnswerOf,
  BoardOperation,
  FeatureRequestsApi,
  RequestOf,
  RequestsQuery,
} from './FeatureRequestsApi';

/**
 * Speaks to the feature requests backend over HTTP.
 *
 * @public
 */
export class FeatureRequestsClient implements FeatureRequestsApi {
  readonly #options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi };
  #http: Promise<DefaultApiClient> | undefined;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#options = options;
  }

  async ask<O extends BoardOperation>(
    operation: O,
    request: RequestOf<O>,
  ): Promise<AnswerOf<O>> {
    // The compiler sees each method, but not that this one takes this request.
    const http = await this.#load();
    const method = http[operation].bind(http) as unknown as (
      asked: RequestOf<O>,
    ) => Promise<TypedResponse<AnswerOf<O>>>;
    const response = await refuseFailure(await method(request));
    // What has nothing to answer has the type `void`.
    return response.status === 204
      ? (undefined as AnswerOf<O>)
      : response.json();
  }

  async exportCsv(query: RequestsQuery): Promise<Blob> {
    const { sort, ...filters } = query;
    const response = await refuseFailure(
      await (await this.#load()).exportRequests({ query: filters }),
    );
    return response.blob();
  }

  /** Who never looks at a request should not load what speaks to the board. */
  #load(): Promise<DefaultApiClient> {
    this.#http ??= import('@commonhold/plugin-feature-requests-common').then(
      common => new common.DefaultApiClient(this.#options),
      error => {
        // The next call tries again.
        this.#http = undefined;
        throw error;
      },
    );
    return this.#http;
  }
}

async function refuseFailure<T>(
  response: TypedResponse<T>,
): Promise<TypedResponse<T>> {
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return response;
}
