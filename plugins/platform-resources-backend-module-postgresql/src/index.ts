/**
 * Databases, roles, grants, extensions and limits in PostgreSQL.
 *
 * @packageDocumentation
 */
export { platformResourcesModulePostgresql as default } from './module';
export { namesOf, type Names, type Placement } from './names';
export { PostgresqlProvider } from './PostgresqlProvider';
export { readClusterOptions, type ClusterOptions } from './clusterOptions';
