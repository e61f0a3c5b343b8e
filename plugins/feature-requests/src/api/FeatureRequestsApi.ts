import { createApiRef } from '@backstage/core-plugin-api';
import {
  DefaultApiClient,
  ListRequests,
  TypedResponse,
} from '@commonhold/plugin-feature-requests-common';

type Http = Pick<DefaultApiClient, keyof DefaultApiClient>;

/**
 * What the HTTP API of the board can do, by the names of its OpenAPI document.
 *
 * @public
 */
export type BoardOperation = Exclude<keyof Http, 'exportRequests' | 'getFeed'>;

/**
 * What an operation is asked with: `path`, `query`, `body`.
 *
 * @public
 */
export type RequestOf<O extends BoardOperation> = Parameters<Http[O]>[0];

/**
 * What an operation answers.
 *
 * @public
 */
export type AnswerOf<O extends BoardOperation> = Http[O] extends (
  ...parameters: never[]
) => Promise<TypedResponse<infer T>>
  ? T
  : never;

/**
 * Which requests, and in which order.
 *
 * @public
 */
export type RequestsQuery = Omit<ListRequests['query'], 'limit' | 'cursor'>;

/**
 * The board as the signed-in person may see it. What they may not see answers
 * as if it did not exist (404).
 *
 * @public
 */
export interface FeatureRequestsApi {
  /**
   * Asks the board for something, or does something on it.
   *
   * @throws `ResponseError` with the words of the backend
   */
  ask<O extends BoardOperation>(
    operation: O,
    request: RequestOf<O>,
  ): Promise<AnswerOf<O>>;

  /** The requests that a query selects, as a CSV table. */
  exportCsv(query: RequestsQuery): Promise<Blob>;
}

/** @public */
export const featureRequestsApiRef = createApiRef<FeatureRequestsApi>({
  id: 'plugin.feature-requests.service',
});
