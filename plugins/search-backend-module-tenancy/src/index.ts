/**
 * Keeps tenants apart inside the search engine.
 *
 * @packageDocumentation
 */
export { createTenancySearch } from './module';
