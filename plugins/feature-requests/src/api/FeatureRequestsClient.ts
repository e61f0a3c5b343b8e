import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
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
  readonly #http: DefaultApiClient;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#http = new DefaultApiClient(options);
  }

  async ask<O extends BoardOperation>(
    operation: O,
    request: RequestOf<O>,
  ): Promise<AnswerOf<O>> {
    // The compiler sees each method, but not that this one takes this request.
    const method = this.#http[operation].bind(this.#http) as unknown as (
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
      await this.#http.exportRequests({ query: filters }),
    );
    return response.blob();
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
