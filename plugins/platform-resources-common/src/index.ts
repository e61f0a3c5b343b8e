/**
 * Platform resources for browser and server: what components, applications and
 * changes are, and the permissions on them.
 *
 * @packageDocumentation
 */
export * from './applications';
export * from './bulkChanges';
export * from './changes';
export * from './definition';
export * from './permissions';
export { readDefinition } from './readDefinition';
export {
  formatResourceRef,
  parseResourceRef,
  type ResourceAddress,
  type ResourceRef,
} from './resourceRef';
export * from './resourcePermissions';
export * from './resources';
