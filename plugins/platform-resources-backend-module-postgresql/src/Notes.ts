import {
  ApplyContext,
  FencedError,
  PlannedStep,
} from '@commonhold/plugin-platform-resources-node';
import { Connection } from './Cluster';

/** Any number, the same in all versions: processes that prepare at once queue here. */
const PREPARE_LOCK = 4_242_001;

/** An attempt that comes later than this finds the resource changed anyway. */
const KEPT = '30 days';

const PREPARE = `
  create schema if not exists commonhold;
  comment on schema commonhold is 'Notes of the Commonhold portal; do not change';
  create table if not exists commonhold.resources (
    id text primary key,
    ref text not null,
    fence bigint not null
  );
  create table if not exists commonhold.applied_steps (
    key text primary key,
    resource_id text not null references commonhold.resources,
    step text not null,
    fence bigint not null,
    applied_at timestamptz not null default now()
  );
  create index if not exists applied_steps_resource_idx
    on commonhold.applied_steps (resource_id);
  delete from commonhold.applied_steps where applied_at < now() - interval '${KEPT}';
`;

/**
 * What the provider remembers on the server itself, in the same transaction as what it
 * does: the highest fence of each resource, and which steps were done. The row of a
 * resource is also its lock.
 */
export class Notes {
  private readonly prepared = new Set<string>();

  /** @param place - server and database, to prepare each once */
  async prepare(home: Connection, place: string): Promise<void> {
    if (this.prepared.has(place)) {
      return;
    }
    await home.query('begin');
    await home.query('select pg_advisory_xact_lock($1)', [PREPARE_LOCK]);
    await home.query(PREPARE);
    await home.query('commit');
    this.prepared.add(place);
  }

  /**
   * Locks a resource until the transaction ends.
   *
   * @throws FencedError if another worker took it over
   */
  async enter(home: Connection, context: ApplyContext): Promise<void> {
    const { target, fence } = context;
    const { rows } = await home.query<{ fence: string }>(
      `insert into commonhold.resources as known (id, ref, fence)
       values ($1, $2, $3)
       on conflict (id) do update
         set fence = greatest(known.fence, excluded.fence), ref = excluded.ref
       returning fence`,
      [target.id, target.ref, fence],
    );
    const highest = Number(rows[0].fence);
    if (highest > fence) {
      throw new FencedError(fence, highest);
    }
  }

  async wasApplied(home: Connection, key: string): Promise<boolean> {
    const { rowCount } = await home.query(
      'select 1 from commonhold.applied_steps where key = $1',
      [key],
    );
    return rowCount === 1;
  }

  async applied(
    home: Connection,
    step: PlannedStep,
    context: ApplyContext,
  ): Promise<void> {
    await home.query(
      `insert into commonhold.applied_steps (key, resource_id, step, fence)
       values ($1, $2, $3, $4)`,
      [context.idempotencyKey, context.target.id, step.id, context.fence],
    );
  }
}
