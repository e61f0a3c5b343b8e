/**
 * What the platform offers, checked as the catalog reads it, and what applications
 * use of it, as entities.
 *
 * @packageDocumentation
 */
export { catalogModulePlatformResources as default } from './module';
