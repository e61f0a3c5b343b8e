/**
 * Databases, roles, grants, extensions and limits in PostgreSQL.
 *
 * @packageDocumentation
 */
export { platformResourcesModulePostgresql as default } from './module';
