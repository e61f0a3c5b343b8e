/**
 * Whose request is this, and what may it see: tenancy for backend plugins.
 *
 * @packageDocumentation
 */
export {
  WHOLE_PORTAL,
  tenancyServiceRef,
  type TenancyService,
} from './TenancyService';
export {
  CALLER_MAX_AGE_MS,
  tenancyServiceFactory,
} from './tenancyServiceFactory';
export { tenantDirectoryServiceRef } from './tenantDirectoryServiceRef';
export { StampLookup, type StampedEntity } from './StampLookup';
export {
  isUnambiguous,
  tenantOfLocation,
  type CatalogPlace,
} from './tenantOfLocation';
export type {
  DirectoryListener,
  TenantDirectoryService,
} from './TenantDirectoryService';
export type { RefusalReport } from './TenancyClient';
