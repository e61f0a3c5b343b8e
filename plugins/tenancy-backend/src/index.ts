/**
 * Tenants, their sources, members and directory.
 *
 * @packageDocumentation
 */
export { tenancyPlugin as default } from './plugin';
export {
  isOneOf,
  tenantPermissionResourceRef,
} from './permissions/tenantRules';
export type { TenantFilter } from './permissions/tenantRules';
