/**
 * DNS records in PowerDNS.
 *
 * @packageDocumentation
 */
export { platformResourcesModulePowerdns as default } from './module';
export { PowerdnsProvider } from './PowerdnsProvider';
export type { PowerdnsServerOptions } from './serverOptions';
export type { RecordSpec } from './recordSpec';
