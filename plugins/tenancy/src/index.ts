/**
 * Pages and cards for tenants.
 *
 * @packageDocumentation
 */
export { tenancyApiRef } from './api/TenancyApi';
export type { PageRequest, TenancyApi } from './api/TenancyApi';
export { TenancyClient } from './api/TenancyClient';
export {
  EntityAudienceCard,
  EntityAudienceChip,
  MyTenantPage,
  tenancyPlugin,
} from './plugin';
