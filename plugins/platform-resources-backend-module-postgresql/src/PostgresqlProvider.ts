import { randomBytes } from 'node:crypto';
import { JsonObject } from '@backstage/types';
import {
  ApplyContext,
  DesiredResource,
  PermanentProviderError,
  PlannedStep,
  ProviderAction,
  ProviderTarget,
  ResourceProvider,
  StalePlanError,
  TransientProviderError,
} from '@commonhold/plugin-platform-resources-node';
import { Cluster, Connection } from './Cluster';
import { ClusterOptions } from './clusterOptions';
import { findingsOf } from './databaseSpec';
import { Names, namesOf } from './names';
import { Notes } from './Notes';
import { DatabaseObservation, observeDatabase } from './observeDatabase';
import { planDatabase, StepData } from './planDatabase';
import { identifier } from './quoting';
import { scramVerifier } from './scramVerifier';
import {
  createStatement,
  dropPlaceStatement,
  dropRoleStatements,
  insideStatements,
  roleStatements,
  settingStatements,
} from './statements';

const PASSWORD_BYTES = 24;

/**
 * Databases, or schemas in a shared database, with their roles, on real servers.
 *
 * @public
 */
export class PostgresqlProvider
  implements ResourceProvider<JsonObject, DatabaseObservation, StepData>
{
  readonly type = 'postgresql';
  readonly capabilities = {
    tags: true,
    drift: true,
    retain: false,
    fencing: true,
  };
  private readonly clusters: ReadonlyMap<string, Cluster>;
  private readonly notes = new Notes();

  constructor(options: {
    readonly clusters: ReadonlyMap<string, ClusterOptions>;
  }) {
    this.clusters = new Map(
      [...options.clusters].map(([name, cluster]) => [
        name,
        new Cluster(cluster),
      ]),
    );
  }

  readonly actions: Readonly<Record<string, ProviderAction>> = {
    'rotate-credentials': {
      run: async (target, _, context) =>
        this.rotateCredentials(target, context),
    },
  };

  validate(spec: JsonObject, target: ProviderTarget) {
    const { isolation } = namesOf(target);
    return [
      ...findingsOf(spec),
      ...(isolation === 'schema' &&
      Array.isArray(spec.extensions) &&
      spec.extensions.length > 0
        ? [
            {
              pointer: '/extensions',
              message:
                'A schema in a shared database has no extensions of its own: ask the owner of the component to install them for everybody',
            },
          ]
        : []),
    ];
  }

  async observe(
    target: ProviderTarget,
    signal: AbortSignal,
  ): Promise<DatabaseObservation | undefined> {
    signal.throwIfAborted();
    const { names, cluster } = this.placeOf(target);
    return this.atHome(cluster, names, home =>
      observeDatabase(home, cluster, names, target),
    );
  }

  plan(
    desired: DesiredResource | undefined,
    observed: DatabaseObservation | undefined,
  ): PlannedStep<StepData>[] {
    return planDatabase(desired, observed);
  }

  async apply(
    step: PlannedStep<StepData>,
    context: ApplyContext,
  ): Promise<DatabaseObservation | undefined> {
    context.signal.throwIfAborted();
    const { target } = context;
    const { names, cluster } = this.placeOf(target);
    return this.atHome(cluster, names, async home => {
      await home.query('begin');
      await this.notes.enter(home, context);
      const found = await observeDatabase(home, cluster, names, target);
      const done = await this.notes.wasApplied(home, context.idempotencyKey);
      if (done || (step.kind === 'delete' && !found)) {
        await home.query('commit');
        return found;
      }
      if ((found?.version ?? null) !== step.basedOn) {
        throw new StalePlanError(step.basedOn, found?.version ?? null);
      }
      context.log.info(step.summary);
      await this.change(step, found, { context, names, cluster, home });
      await this.notes.applied(home, step, context);
      await home.query('commit');
      return observeDatabase(home, cluster, names, target);
    });
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    await Promise.all([...this.clusters.values()].map(c => c.close()));
  }

  private async change(
    step: PlannedStep<StepData>,
    found: DatabaseObservation | undefined,
    at: {
      readonly context: ApplyContext;
      readonly names: Names;
      readonly cluster: Cluster;
      readonly home: Connection;
    },
  ): Promise<void> {
    const { context, names, cluster, home } = at;
    const { data } = step;
    const { ref } = context.target;
    const ofDatabase = names.isolation === 'database';
    const exists = {
      owner: Boolean(found?.state.role),
      readers: found?.state.readers ?? false,
    };
    // What no transaction can hold goes through a connection of its own, while the transaction at home keeps the lock.
    const outside = async (statement: string) =>
      ofDatabase
        ? cluster.withShared(cluster.home, other => other.query(statement))
        : home.query(statement);

    switch (step.id) {
      case 'roles':
        await all(
          home,
          roleStatements({
            names,
            exists,
            maxConnections: data.maxConnections ?? 0,
            ref,
            join: !(await isSuperuser(home)),
          }),
        );
        break;
      case 'place':
        await outside(createStatement(names));
        break;
      case 'settings':
        await all(
          home,
          settingStatements({
            names,
            settings: data.settings ?? {},
            tags: data.tags ?? {},
            recorded: data.recorded ?? {},
            ref,
          }),
        );
        break;
      case 'inside': {
        const statements = insideStatements({
          names,
          addExtensions: data.addExtensions ?? [],
          dropExtensions: data.dropExtensions ?? [],
        });
        await (ofDatabase
          ? cluster.withOwn(names.name, async own => {
              await own.query('begin');
              await all(own, statements);
              await own.query('commit');
            })
          : all(home, statements));
        break;
      }
      case 'delete':
        await outside(dropPlaceStatement(names));
        await all(home, dropRoleStatements(names, exists));
        break;
      default:
        throw new StalePlanError(step.basedOn, found?.version ?? null);
    }
  }

  private async rotateCredentials(
    target: ProviderTarget,
    context: ApplyContext,
  ) {
    const { names, cluster } = this.placeOf(target);
    const password = randomBytes(PASSWORD_BYTES).toString('base64url');
    context.secret(password);
    await this.atHome(cluster, names, async home => {
      await home.query('begin');
      await this.notes.enter(home, context);
      if (!(await observeDatabase(home, cluster, names, target))?.state.role) {
        throw new PermanentProviderError(
          `There is no role ${names.owner} to give new credentials to`,
          { nextStep: 'Wait until the database was made, then try again' },
        );
      }
      await home.query(
        `alter role ${identifier(names.owner)} password '${scramVerifier(
          password,
        )}'`,
      );
      await home.query('commit');
    });
    const database =
      names.isolation === 'database' ? names.name : names.sharedDatabase;
    if (!(await cluster.canSignIn(database, names.owner, password))) {
      throw new TransientProviderError(
        `The new password of ${names.owner} was set, but signing in with it did not work`,
        {
          nextStep:
            'Try again; if that does not help, the server may not allow passwords (pg_hba.conf) or has no connection left for this role',
        },
      );
    }
    return {
      message: `${names.owner} has a new password; the old one no longer opens new connections`,
      secrets: { password },
    };
  }

  private placeOf(target: ProviderTarget) {
    const names = namesOf(target);
    const cluster = this.clusters.get(names.cluster);
    if (!cluster) {
      throw new PermanentProviderError(
        `There is no PostgreSQL cluster "${names.cluster}" in the configuration`,
        {
          nextStep:
            'An operator adds it under platformResources.providers.postgresql.clusters, or the owner of the component names another',
        },
      );
    }
    return { names, cluster };
  }

  /** Works where the notes of a resource are: in the same database as its schema. */
  private async atHome<T>(
    cluster: Cluster,
    names: Names,
    work: (home: Connection) => Promise<T>,
  ): Promise<T> {
    const database =
      names.isolation === 'schema' ? names.sharedDatabase : cluster.home;
    return cluster.withShared(database, async home => {
      await this.notes.prepare(home, `${cluster.server}/${database}`);
      return work(home);
    });
  }
}

async function all(
  connection: Connection,
  statements: readonly string[],
): Promise<void> {
  for (const statement of statements) {
    await connection.query(statement);
  }
}

async function isSuperuser(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query<{ is: boolean }>(
    'select rolsuper as is from pg_roles where rolname = current_user',
  );
  return rows[0]?.is === true;
}
