/**
 * Stamps the audience on every catalog entity and refuses impostors.
 *
 * @packageDocumentation
 */
export { catalogModuleTenancy as default } from './module';
export { isInAudience } from './rules/isInAudience';
export { isOwnedByTenant } from './rules/isOwnedByTenant';
