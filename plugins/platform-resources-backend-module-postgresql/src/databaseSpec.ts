import { JsonObject, JsonValue } from '@backstage/types';
import {
  DesiredResource,
  ProviderFinding,
} from '@commonhold/plugin-platform-resources-node';

/** A setting that only a superuser may touch would stop the whole database. */
const SETTING = /^[a-z_][a-z0-9_.]*$/i;
const DEFAULT_CONNECTIONS = 100;

/**
 * What this provider looks after, in one form, whichever fields were left out.
 */
export type DatabaseSpec = {
  readonly maxConnections: number;
  readonly extensions: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  /** Whether a commit waits for the standby. */
  readonly synchronous: boolean;
  /**
   * PostgreSQL has no place for these: they are kept in the comment, for whoever
   * watches storage, takes backups and lends access.
   */
  readonly recorded: JsonObject;
};

const RECORDED = ['storageGb', 'backup', 'readers'] as const;

/** The fields of an overlay, as far as they are this provider's. */
export function databaseSpecOf(spec: object): DatabaseSpec {
  const fields = new Map<string, JsonValue | undefined>(Object.entries(spec));
  const maxConnections = fields.get('maxConnections');
  const extensions = fields.get('extensions');
  const parameters = fields.get('parameters');
  const recorded: JsonObject = {};
  for (const name of RECORDED) {
    const value = fields.get(name);
    if (value !== undefined) {
      recorded[name] = value;
    }
  }
  return {
    maxConnections:
      typeof maxConnections === 'number' ? maxConnections : DEFAULT_CONNECTIONS,
    extensions: Array.isArray(extensions)
      ? [...new Set(extensions.map(String))].sort()
      : [],
    parameters: sorted(
      Object.fromEntries(
        Object.entries(isMap(parameters) ? parameters : {}).map(
          ([name, value]) => [name.toLowerCase(), String(value)],
        ),
      ),
    ),
    synchronous: fields.get('synchronous') === true,
    recorded,
  };
}

/** The same as a spec that is compared, stored and shown. */
export function jsonOf(spec: DatabaseSpec): JsonObject {
  const { maxConnections, extensions, parameters, synchronous, recorded } =
    spec;
  return {
    maxConnections,
    extensions: [...extensions],
    parameters: { ...parameters },
    synchronous,
    ...recorded,
  };
}

/** What PostgreSQL would refuse, or what only looks like a setting. */
export function findingsOf(
  desired: DesiredResource['spec'],
): ProviderFinding[] {
  const spec = databaseSpecOf(desired);
  return Object.keys(spec.parameters).flatMap(name => {
    const pointer = `/parameters/${name}`;
    if (!SETTING.test(name)) {
      return [{ pointer, message: `"${name}" is not the name of a setting` }];
    }
    return ['synchronous_commit', 'search_path', 'role'].includes(name)
      ? [
          {
            pointer,
            message: `${name} is set by the platform; ${
              name === 'synchronous_commit'
                ? 'use "synchronous" instead'
                : 'leave it out'
            }`,
          },
        ]
      : [];
  });
}

export function sorted<T>(
  record: Readonly<Record<string, T>>,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

export function isMap(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
