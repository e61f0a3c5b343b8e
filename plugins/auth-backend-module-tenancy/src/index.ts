/**
 * Maps sign-in providers to tenants.
 *
 * @packageDocumentation
 */
export { createTenancySignIn } from './module';
