/**
 * Feature requests: what people want most, and what became of it.
 *
 * @packageDocumentation
 */
export {
  isInAudience,
  isOwnedByTenant,
  requestPermissionResourceRef,
  type RequestAudience,
  type RequestFilter,
} from './permissions/requestRules';
export { featureRequestsPlugin as default } from './plugin';
