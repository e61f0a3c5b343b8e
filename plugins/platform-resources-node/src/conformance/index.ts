/**
 * The suite that every provider of platform resources passes against its real
 * backend.
 *
 * @packageDocumentation
 */
export type { ConformanceCheck } from './checks';
export { conformanceChecks } from './checks';
export type { ConformanceHarness } from './ConformanceHarness';
export { describeProviderConformance } from './describeProviderConformance';
export { Trial } from './Trial';
