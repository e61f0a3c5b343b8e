/**
 * Feature requests in the search of the portal.
 *
 * @packageDocumentation
 */
export {
  RequestCollatorFactory,
  type RequestDocument,
} from './RequestCollatorFactory';
export { searchModuleFeatureRequests as default } from './module';
