import { createHash } from 'node:crypto';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  Observation,
  ProviderTarget,
} from '@commonhold/plugin-platform-resources-node';
import { Cluster, Connection } from './Cluster';
import { isMap, jsonOf, sorted } from './databaseSpec';
import { Names } from './names';

/** What is there, in more detail than people need. */
export type DatabaseState = {
  readonly role: {
    readonly maxConnections: number;
    readonly login: boolean;
    /** Superuser, or may create databases or roles, or sees past row security. */
    readonly privileged: boolean;
  } | null;
  readonly readers: boolean;
  /** The database or schema. */
  readonly place: {
    readonly owner: string;
    /** Nobody else may connect to the database, or use the schema. */
    readonly closed: boolean;
    readonly readersIn: boolean;
    readonly settings: Readonly<Record<string, string>>;
    /** From the comment; `null` if that is not ours. */
    readonly noted: {
      readonly tags: Readonly<Record<string, string>>;
      readonly recorded: JsonObject;
    } | null;
    readonly extensions: readonly string[];
    /** Tables that the owner makes later are open to the readers. */
    readonly openToReaders: boolean;
  } | null;
};

/** An observation of a database or schema. */
export type DatabaseObservation = Observation & {
  readonly state: DatabaseState;
};

const ROLES = `
  select
    owner.rolconnlimit as max_connections,
    owner.rolcanlogin as login,
    owner.rolsuper or owner.rolcreatedb or owner.rolcreaterole
      or owner.rolbypassrls or owner.rolreplication as privileged,
    readers.oid is not null as readers
  from (select 1) as one
  left join pg_roles owner on owner.rolname = $1
  left join pg_roles readers on readers.rolname = $2`;

const DATABASE = `
  select
    pg_get_userbyid(d.datdba) as owner,
    not exists (
      select from aclexplode(coalesce(d.datacl, acldefault('d', d.datdba)))
      where grantee = 0
    ) as closed,
    exists (
      select from aclexplode(d.datacl) acl join pg_roles r on r.oid = acl.grantee
      where r.rolname = $2 and acl.privilege_type = 'CONNECT'
    ) as readers_in,
    (select setconfig from pg_db_role_setting
     where setdatabase = d.oid and setrole = 0) as settings,
    shobj_description(d.oid, 'pg_database') as comment
  from pg_database d where d.datname = $1`;

const SCHEMA = `
  select
    pg_get_userbyid(n.nspowner) as owner,
    not exists (
      select from aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner)))
      where grantee = 0
    ) as closed,
    exists (
      select from aclexplode(n.nspacl) acl join pg_roles r on r.oid = acl.grantee
      where r.rolname = $2 and acl.privilege_type = 'USAGE'
    ) as readers_in,
    (select setconfig from pg_db_role_setting s
     join pg_database d on d.oid = s.setdatabase and d.datname = current_database()
     join pg_roles r on r.oid = s.setrole and r.rolname = $1) as settings,
    obj_description(n.oid, 'pg_namespace') as comment
  from pg_namespace n where n.nspname = $1`;

const EXTENSIONS = `
  select extname::text as name from pg_extension
  where extname <> 'plpgsql' order by 1`;

const OPEN_TO_READERS = `
  select from pg_default_acl a
  join pg_roles owner on owner.oid = a.defaclrole and owner.rolname = $1
  cross join lateral aclexplode(a.defaclacl) acl
  join pg_roles readers on readers.oid = acl.grantee and readers.rolname = $2
  where a.defaclobjtype = 'r' and acl.privilege_type = 'SELECT'`;

type PlaceRow = {
  owner: string;
  closed: boolean;
  readers_in: boolean;
  settings: string[] | null;
  comment: string | null;
};

/**
 * @param home - where the resource's schema is, or for a database, any
 * @returns `undefined` if nothing of the resource is there
 */
export async function observeDatabase(
  home: Connection,
  cluster: Cluster,
  names: Names,
  target: ProviderTarget,
): Promise<DatabaseObservation | undefined> {
  const {
    rows: [roles],
  } = await home.query<{
    max_connections: number | null;
    login: boolean;
    privileged: boolean;
    readers: boolean;
  }>(ROLES, [names.owner, names.readers]);
  const {
    rows: [place],
  } = await home.query<PlaceRow>(
    names.isolation === 'database' ? DATABASE : SCHEMA,
    [names.name, names.readers],
  );
  if (roles.max_connections === null && !roles.readers && !place) {
    return undefined;
  }
  const inside = place && (await observeInside(home, cluster, names));
  const state: DatabaseState = {
    role:
      roles.max_connections === null
        ? null
        : {
            maxConnections: roles.max_connections,
            login: roles.login,
            privileged: roles.privileged,
          },
    readers: roles.readers,
    place: place
      ? {
          owner: place.owner,
          closed: place.closed,
          readersIn: place.readers_in,
          settings: settingsOf(place.settings),
          noted: notedIn(place.comment),
          extensions: inside?.extensions ?? [],
          openToReaders: inside?.openToReaders ?? false,
        }
      : null,
  };
  return observationOf(state, names, cluster, target);
}

async function observeInside(
  home: Connection,
  cluster: Cluster,
  names: Names,
): Promise<{ extensions: string[]; openToReaders: boolean }> {
  const look = async (connection: Connection, extensions: boolean) => ({
    extensions: extensions
      ? (await connection.query<{ name: string }>(EXTENSIONS)).rows.map(
          ({ name }) => name,
        )
      : [],
    openToReaders:
      ((await connection.query(OPEN_TO_READERS, [names.owner, names.readers]))
        .rowCount ?? 0) > 0,
  });
  return names.isolation === 'schema'
    ? look(home, false)
    : cluster.withOwn(names.name, connection => look(connection, true));
}

function observationOf(
  state: DatabaseState,
  names: Names,
  cluster: Cluster,
  target: ProviderTarget,
): DatabaseObservation {
  const { role, place } = state;
  const {
    synchronous_commit: synchronous,
    search_path: _,
    ...parameters
  } = place?.settings ?? {};
  const spec: JsonObject = {
    ...(role && { maxConnections: role.maxConnections }),
    ...(place &&
      jsonOf({
        maxConnections: role?.maxConnections ?? 0,
        extensions: place.extensions,
        parameters,
        synchronous: synchronous === 'on',
        recorded: place.noted?.recorded ?? {},
      })),
    ...(role?.privileged && { privileged: true }),
    ...(role && !role.login && { locked: true }),
    ...(place && place.owner !== names.owner && { owner: place.owner }),
    ...(place && !place.closed && { openToEverybody: true }),
  };
  return {
    version: createHash('sha256').update(JSON.stringify(state)).digest('hex'),
    spec,
    tags: place?.noted?.tags ?? {},
    ready: place
      ? { is: true, message: `${cluster.server} has it` }
      : { is: false, message: 'It is not complete yet' },
    details: {
      ...cluster.address,
      database:
        names.isolation === 'database' ? names.name : names.sharedDatabase,
      ...(names.isolation === 'schema' && { schema: names.name }),
      role: names.owner,
      readers: names.readers,
      resource: target.ref,
    },
    state,
  };
}

function settingsOf(settings: string[] | null): Record<string, string> {
  return sorted(
    Object.fromEntries(
      (settings ?? []).map(setting => {
        const at = setting.indexOf('=');
        return [setting.slice(0, at).toLowerCase(), setting.slice(at + 1)];
      }),
    ),
  );
}

/** What the comment of the database or schema says, as `commentOf` wrote it. */
function notedIn(
  comment: string | null,
): { tags: Record<string, string>; recorded: JsonObject } | null {
  let noted: JsonValue | undefined;
  try {
    noted = JSON.parse(comment ?? '');
  } catch {
    return null;
  }
  if (!isMap(noted) || !isMap(noted.tags) || !isMap(noted.recorded)) {
    return null;
  }
  return {
    tags: Object.fromEntries(
      Object.entries(noted.tags).map(([name, value]) => [name, String(value)]),
    ),
    recorded: noted.recorded,
  };
}
