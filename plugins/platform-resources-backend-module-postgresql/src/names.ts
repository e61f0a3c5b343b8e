import {
  PermanentProviderError,
  ProviderTarget,
} from '@commonhold/plugin-platform-resources-node';
import { JsonObject } from '@backstage/types';

/** PostgreSQL cuts names at 63 bytes; there has to be room for suffixes. */
const READABLE = 46;

/**
 * What of the definition's `providerConfig` this provider reads.
 *
 * @public
 */
export type Placement = {
  readonly cluster: string;
  /**
   * `database`: one of its own. `schema`: a schema in `sharedDatabase`, which
   * costs next to nothing.
   */
  readonly isolation: 'database' | 'schema';
  readonly sharedDatabase: string;
};

/**
 * Where a resource is, and what it is called there.
 *
 * @public
 */
export type Names = Placement & {
  /** Of the database or the schema, and of the role that owns it. */
  readonly name: string;
  readonly owner: string;
  readonly readers: string;
};

/** @throws PermanentProviderError if the definition says something else than is known */
export function placementOf(config: JsonObject): Placement {
  const {
    cluster = 'main',
    isolation = 'database',
    database = 'shared',
  } = config;
  if (
    typeof cluster !== 'string' ||
    typeof database !== 'string' ||
    (isolation !== 'database' && isolation !== 'schema')
  ) {
    throw new PermanentProviderError(
      'The providerConfig of the component cannot be understood',
      {
        nextStep:
          'Its owner writes cluster (a name), isolation (database or schema) and, for schemas, database (a name)',
      },
    );
  }
  return { cluster, isolation, sharedDatabase: database };
}

/**
 * A name that people recognise and that is never another's: what the resource is
 * called, and eight digits of its id.
 *
 * @public
 */
export function namesOf(target: ProviderTarget): Names {
  const application = target.application.replace(/^[^:]*:/, '');
  const leaf = target.leaf === '.' ? '' : target.leaf;
  const readable = [application, leaf, target.instance]
    .join('_')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  // The end tells more than the beginning: the instance and the place.
  const name = `${readable.slice(-READABLE).replace(/^_+/, '')}_${target.id
    .replaceAll('-', '')
    .slice(-8)}`;
  const letterFirst = /^[a-z]/.test(name) ? name : `r_${name}`;
  return {
    ...placementOf(target.providerConfig),
    name: letterFirst,
    owner: letterFirst,
    readers: `${letterFirst}_ro`,
  };
}
