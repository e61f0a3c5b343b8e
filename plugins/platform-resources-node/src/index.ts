/**
 * For those who write providers of platform resources.
 *
 * @packageDocumentation
 */
export { changesBetween } from './changesBetween';
export {
  FencedError,
  PermanentProviderError,
  ProviderError,
  StalePlanError,
  TransientProviderError,
} from './errors';
export {
  platformResourceProvidersExtensionPoint,
  type PlatformResourceProvidersExtensionPoint,
} from './platformResourceProvidersExtensionPoint';
export {
  ProviderHttpClient,
  type ProviderHttpRequest,
  type ProviderHttpResponse,
} from './ProviderHttpClient';
export { redact } from './redact';
export { resourceIdOf } from './resourceId';
export type {
  ActionResult,
  ApplyContext,
  DesiredResource,
  DiscoveredNode,
  DiscoveredResource,
  Observation,
  PlannedStep,
  ProviderAction,
  ProviderFinding,
  ProviderLog,
  ProviderTarget,
  ResourceId,
  ResourceProvider,
  StepChange,
} from './ResourceProvider';
