/**
 * Decides inner policy AND tenancy.
 *
 * @packageDocumentation
 */
export { createTenancyPolicy } from './module';
