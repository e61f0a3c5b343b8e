/**
 * Alert and recording rules in Prometheus.
 *
 * @packageDocumentation
 */
export { platformResourcesModulePrometheus as default } from './module';
export { PrometheusProvider } from './PrometheusProvider';
export type { PrometheusServerOptions } from './serverOptions';
export type { AlertingSpec } from './alertingSpec';
