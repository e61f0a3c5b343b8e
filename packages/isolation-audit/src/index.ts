/**
 * Finds out whether the tenants of a Backstage portal can see each other.
 *
 * @packageDocumentation
 */
export { run } from './cli';
