/**
 * Platform resources: declared in Git, planned, approved, applied, watched, undone.
 *
 * @packageDocumentation
 */
export { platformResourcesPlugin as default } from './plugin';
