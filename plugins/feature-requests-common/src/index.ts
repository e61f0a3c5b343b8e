/**
 * Feature requests for browser and server: types and client of the HTTP API,
 * permissions, and the arithmetic of demand.
 *
 * @packageDocumentation
 */
export * from './permissions';
export * from './ranking';
export * from './requestId';
export * from './schema/openapi';
export { CODE, MENTION, mentionsIn } from './mentions';
