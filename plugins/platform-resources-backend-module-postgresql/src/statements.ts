import { JsonObject } from '@backstage/types';
import { Names } from './names';
import { identifier, literal } from './quoting';

/** Statements for the roles of a resource; all can be in a transaction. */
export function roleStatements(options: {
  readonly names: Names;
  readonly exists: { readonly owner: boolean; readonly readers: boolean };
  readonly maxConnections: number;
  readonly ref: string;
  /** Whether the portal itself has to be let in, since it is no superuser. */
  readonly join: boolean;
}): string[] {
  const { names, exists, maxConnections, ref, join } = options;
  const owner = identifier(names.owner);
  const readers = identifier(names.readers);
  return [
    ...(exists.owner ? [] : [`create role ${owner}`]),
    // Without a password it can not sign in before its credentials are made.
    `alter role ${owner} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit ${Math.trunc(
      maxConnections,
    )}`,
    `comment on role ${owner} is ${literal(`Commonhold: ${ref}`)}`,
    ...(exists.readers ? [] : [`create role ${readers} nologin`]),
    `comment on role ${readers} is ${literal(`Commonhold, readers: ${ref}`)}`,
    ...(join
      ? [`grant ${owner} to current_user with inherit true, set true`]
      : []),
  ];
}

export function createStatement(names: Names): string {
  return names.isolation === 'database'
    ? `create database ${identifier(names.name)} owner ${identifier(
        names.owner,
      )}`
    : `create schema ${identifier(names.name)} authorization ${identifier(
        names.owner,
      )}`;
}

export function settingStatements(options: {
  readonly names: Names;
  readonly settings: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly recorded: JsonObject;
  readonly ref: string;
}): string[] {
  const { names, settings, tags, recorded, ref } = options;
  const ofDatabase = names.isolation === 'database';
  const place = `${ofDatabase ? 'database' : 'schema'} ${identifier(
    names.name,
  )}`;
  const holder = ofDatabase
    ? `alter database ${identifier(names.name)}`
    : `alter role ${identifier(names.owner)} in database ${identifier(
        names.sharedDatabase,
      )}`;
  const comment = JSON.stringify({
    managedBy: 'commonhold',
    resource: ref,
    tags,
    recorded,
  });
  return [
    `alter ${place} owner to ${identifier(names.owner)}`,
    `revoke all on ${place} from public`,
    `grant ${ofDatabase ? 'connect' : 'usage'} on ${place} to ${identifier(
      names.readers,
    )}`,
    `${holder} reset all`,
    ...Object.entries(settings).map(
      ([name, value]) =>
        `${holder} set ${name
          .split('.')
          .map(identifier)
          .join('.')} to ${literal(value)}`,
    ),
    `comment on ${place} is ${literal(comment)}`,
  ];
}

/** Statements that are made in the database itself. */
export function insideStatements(options: {
  readonly names: Names;
  readonly addExtensions: readonly string[];
  readonly dropExtensions: readonly string[];
}): string[] {
  const { names, addExtensions, dropExtensions } = options;
  const readers = identifier(names.readers);
  const within =
    names.isolation === 'schema' ? ` in schema ${identifier(names.name)}` : '';
  return [
    ...addExtensions.map(
      name => `create extension if not exists ${identifier(name)}`,
    ),
    // No CASCADE: what still uses it stops the removal, and is named.
    ...dropExtensions.map(
      name => `drop extension if exists ${identifier(name)}`,
    ),
    `alter default privileges for role ${identifier(
      names.owner,
    )}${within} grant select on tables to ${readers}`,
  ];
}

export function dropPlaceStatement(names: Names): string {
  return names.isolation === 'database'
    ? `drop database if exists ${identifier(names.name)} with (force)`
    : `drop schema if exists ${identifier(names.name)} cascade`;
}

export function dropRoleStatements(
  names: Names,
  exists: { readonly owner: boolean; readonly readers: boolean },
): string[] {
  return [
    ...(exists.readers ? [names.readers] : []),
    ...(exists.owner ? [names.owner] : []),
  ].flatMap(role => [
    `drop owned by ${identifier(role)} cascade`,
    `drop role ${identifier(role)}`,
  ]);
}
