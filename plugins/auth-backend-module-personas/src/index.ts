/**
 * Sign in as a persona of a demo estate; refuses to load in production.
 *
 * @packageDocumentation
 */
export { authModulePersonas as default } from './module';
