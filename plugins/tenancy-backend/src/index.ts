/**
 * Tenants, their sources, members and directory.
 *
 * @packageDocumentation
 */
export { tenancyFeatures as default } from './features';
export {
  isOneOf,
  tenantPermissionResourceRef,
} from './permissions/tenantRules';
export type { TenantFilter } from './permissions/tenantRules';
