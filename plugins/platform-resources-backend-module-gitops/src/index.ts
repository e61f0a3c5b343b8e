/**
 * Manifests in a Git repository that Argo CD, Flux or an operator reconciles.
 *
 * @packageDocumentation
 */
export { platformResourcesModuleGitops as default } from './module';
export { GitopsProvider } from './GitopsProvider';
export type { GitopsRepository } from './repositories';
