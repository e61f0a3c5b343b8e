/**
 * The board: requests, votes, roadmap.
 *
 * @packageDocumentation
 */
export { featureRequestsApiRef } from './api/FeatureRequestsApi';
export type {
  AnswerOf,
  BoardOperation,
  FeatureRequestsApi,
  RequestOf,
  RequestsQuery,
} from './api/FeatureRequestsApi';
export { FeatureRequestsClient } from './api/FeatureRequestsClient';
export { HomePageRequests } from './components/Elsewhere/HomePageRequests';
export { RequestFeatureButton } from './components/Elsewhere/RequestFeatureButton';
export { RequestFeatureSidebarItem } from './components/Elsewhere/RequestFeatureSidebarItem';
export {
  EntityRequestsCard,
  EntityRequestsContent,
  featureRequestsPlugin,
  FeatureRequestsPage,
} from './plugin';
