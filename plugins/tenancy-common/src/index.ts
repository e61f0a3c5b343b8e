/**
 * Tenants, audiences and permissions, for browser and server.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './audience';
export * from './directory';
export * from './permissions';
export * from './specReferences';
export * from './stamp';
export * from './tenant';
export * from './tenantEntity';
export { DefaultApiClient as TenancyHttpClient } from './schema/openapi';
