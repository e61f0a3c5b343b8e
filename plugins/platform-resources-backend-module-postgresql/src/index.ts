/**
 * Databases, roles, grants, extensions and limits in PostgreSQL.
 *
 * @packageDocumentation
 */
export { platformResourcesModulePostgresql as default } from './module';
export { PostgresqlProvider } from './PostgresqlProvider';
export type { ClusterOptions } from './clusterOptions';
