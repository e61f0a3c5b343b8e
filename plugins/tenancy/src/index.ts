/**
 * Pages and cards for tenants.
 *
 * @packageDocumentation
 */
export { tenancyApiRef } from './api/TenancyApi';
export type {
  PageRequest,
  TenancyApi,
  TenantQuery,
  TenantStateChange,
} from './api/TenancyApi';
export { useCurrentTenant } from './components/Tenant/useCurrentTenant';
export { TenantSwitcher } from './components/TenantSwitcher';
export { ViewAsBanner } from './components/ViewAs/ViewAsBanner';
export { ViewAsDialog } from './components/ViewAs/ViewAsDialog';
export { TenancyClient } from './api/TenancyClient';
export {
  EntityAudienceCard,
  EntityAudienceChip,
  MyTenantPage,
  tenancyPlugin,
  TenantsPage,
} from './plugin';
