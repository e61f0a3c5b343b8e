import { createHash } from 'node:crypto';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  ComponentAdoption,
  ResourceCount,
  ResourceGeneration,
  ResourceHealth,
} from '@commonhold/plugin-platform-resources-common';
import { Knex } from 'knex';
import { AudienceFilter, Owned } from '../permissions/audienceRules';
import { cutPage, decodeCursor } from './cursor';
import {
  applyResourceCriteria,
  findCriteria,
  isNarrow,
  ResourceCriteria,
} from './resourceCriteria';
import {
  GenerationRow,
  ResourceRow,
  StoredResource,
  storedResource,
} from './resourceRows';

/** SQLite takes some thousand values in one statement; a row has forty. */
const CHUNK = 100;

/** Beyond this, nobody asks for the exact number. */
export const MOST_COUNTED = 10_000;

export type ResourceQuery = {
  readonly application?: string;
  readonly component?: string;
  readonly tenant?: string;
  readonly healths?: readonly ResourceHealth[];
  /** A leaf, or a node above it. */
  readonly node?: string;
  /** Part of the ref, in any case. */
  readonly text?: string;
};

type ComponentCount = { component_ref: string; count: number | string };

type Visible = { readonly criteria?: PermissionCriteria<AudienceFilter> };

/** What a declaration writes; the rest is workers' and people's. */
const COLUMNS_OF_DECLARATION: (keyof ResourceRow)[] = [
  'component_ref',
  'component_owner',
  'tenant_id',
  'audience_key',
  'provider',
  'provider_config',
  'spec',
  'tags',
  'desired_hash',
  'retain',
  'cost',
  'lifecycle',
  'health',
  'conditions',
  'generation',
  'updated_at',
];

/** Resources, their generations and dependencies. */
export class ResourceStore {
  constructor(private readonly knex: Knex) {}

  transaction<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.knex.transaction(work);
  }

  /** All of an application, those that were deleted too. */
  async ofApplication(
    tx: Knex.Transaction,
    application: string,
  ): Promise<StoredResource[]> {
    const rows = await tx<ResourceRow>('resources').where({
      application_ref: application,
    });
    return rows.map(storedResource);
  }

  /** Stores new resources, or writes those that are there anew. */
  async put(tx: Knex.Transaction, rows: readonly ResourceRow[]): Promise<void> {
    for (let at = 0; at < rows.length; at += CHUNK) {
      await tx('resources')
        .insert(rows.slice(at, at + CHUNK))
        .onConflict('id')
        // A worker's fence only ever grows, and only when it is claimed.
        .merge(COLUMNS_OF_DECLARATION);
    }
  }

  async addGenerations(
    tx: Knex.Transaction,
    rows: readonly GenerationRow[],
  ): Promise<void> {
    for (let at = 0; at < rows.length; at += CHUNK) {
      await tx('resource_generations').insert(rows.slice(at, at + CHUNK));
    }
  }

  async replaceDependencies(
    tx: Knex.Transaction,
    dependencies: ReadonlyMap<string, readonly string[]>,
  ): Promise<void> {
    const ids = [...dependencies.keys()];
    for (let at = 0; at < ids.length; at += CHUNK) {
      await tx('resource_dependencies')
        .whereIn('resource_id', ids.slice(at, at + CHUNK))
        .delete();
    }
    const rows = [...dependencies].flatMap(([id, on]) =>
      [...new Set(on)].map(other => ({
        resource_id: id,
        depends_on_id: other,
      })),
    );
    for (let at = 0; at < rows.length; at += CHUNK) {
      await tx('resource_dependencies').insert(rows.slice(at, at + CHUNK));
    }
  }

  /** @returns the key of an audience, stored if it is new */
  async audienceKey(
    tx: Knex.Transaction,
    audience: readonly string[],
  ): Promise<string> {
    const values = [...new Set(audience)].sort();
    const key = createHash('sha256')
      .update(JSON.stringify(values))
      .digest('hex')
      .slice(0, 32);
    await tx('audiences')
      .insert(values.map(value => ({ audience_key: key, audience: value })))
      .onConflict(['audience_key', 'audience'])
      .ignore();
    return key;
  }

  async find(
    id: string,
    criteria?: PermissionCriteria<AudienceFilter>,
    tx: Knex = this.knex,
  ): Promise<StoredResource | undefined> {
    const found = await findCriteria(tx, criteria);
    const [row] = await tx<ResourceRow>('resources')
      .where({ id })
      .where(builder => applyResourceCriteria(builder, found));
    return row && storedResource(row);
  }

  /** With a lock until the transaction ends, where the database has any. */
  async lock(
    tx: Knex.Transaction,
    id: string,
  ): Promise<(StoredResource & { readonly fence: number }) | undefined> {
    const [row] = await tx<ResourceRow>('resources').where({ id }).forUpdate();
    return row && { ...storedResource(row), fence: row.fence };
  }

  async update(
    tx: Knex.Transaction,
    id: string,
    changes: Partial<ResourceRow>,
  ): Promise<void> {
    await tx<ResourceRow>('resources').where({ id }).update(changes);
  }

  async owned(ids: readonly string[]): Promise<Map<string, Owned>> {
    const rows: { id: string; tenant_id: string | null; audience: string }[] =
      await this.knex('resources')
        .join('audiences', 'audiences.audience_key', 'resources.audience_key')
        .whereIn('resources.id', ids)
        .select('resources.id', 'tenant_id', 'audience');
    const owned = new Map<string, Owned>();
    for (const { id, tenant_id: tenant, audience } of rows) {
      const before = owned.get(id)?.audience ?? [];
      owned.set(id, { tenant, audience: [...before, audience] });
    }
    return owned;
  }

  /** By ref. What was deleted is not listed. */
  async page(
    query: ResourceQuery &
      Visible & { readonly limit: number; readonly cursor?: string },
  ): Promise<{ items: StoredResource[]; nextCursor?: string }> {
    const { limit, cursor } = query;
    const found = await findCriteria(this.knex, query.criteria);
    const rows: ResourceRow[] = await this.matching(query, found)
      .modify(builder => {
        if (cursor !== undefined) {
          builder.where('resources.ref', '>', decodeCursor(cursor, 1)[0]);
        }
      })
      // Who sees little has it together, anywhere in the order of refs. An expression keeps the database from walking there through what others have.
      .orderByRaw(isNarrow(found) ? `resources.ref || ''` : 'resources.ref')
      .limit(limit + 1)
      .select('resources.*');
    const { items, nextCursor } = cutPage(rows, limit, row => [row.ref]);
    return { items: items.map(storedResource), nextCursor };
  }

  /** How many match; stops counting at `MOST_COUNTED`. */
  async count(query: ResourceQuery & Visible): Promise<number> {
    const found = await findCriteria(this.knex, query.criteria);
    const [{ count }]: { count: number | string }[] = await this.knex
      .select(this.knex.raw('count(*) as count'))
      .from(
        this.matching(query, found)
          .select(this.knex.raw('1 as one'))
          .limit(MOST_COUNTED)
          .as('some'),
      );
    return Number(count);
  }

  /** Counts by application, component and health. */
  async counts(query: ResourceQuery & Visible): Promise<ResourceCount[]> {
    const found = await findCriteria(this.knex, query.criteria);
    const rows: ResourceCount[] = await this.matching(query, found)
      .groupBy('application_ref', 'component_ref', 'health')
      .orderBy(['application_ref', 'component_ref', 'health'])
      .select(
        'application_ref as application',
        'component_ref as component',
        'health',
        this.knex.raw('count(*) as count'),
      );
    return rows.map(row => ({ ...row, count: Number(row.count) }));
  }

  async generations(id: string): Promise<ResourceGeneration[]> {
    const rows = await this.knex<GenerationRow>('resource_generations')
      .where({ resource_id: id })
      .orderBy('generation', 'desc')
      .limit(200);
    return rows.map(row => ({
      generation: row.generation,
      kind: row.kind,
      spec: JSON.parse(row.spec),
      tags: JSON.parse(row.tags),
      commit: {
        id: row.commit_id,
        title: row.commit_title,
        author: row.commit_author,
      },
      change: row.change_id,
      approvers: JSON.parse(row.approvers),
      declaredAt: row.declared_at,
      appliedAt: row.applied_at,
      operation: row.operation_id,
    }));
  }

  async generationApplied(
    tx: Knex.Transaction,
    id: string,
    generation: number,
    operation: string,
    now: string,
  ): Promise<void> {
    await tx<GenerationRow>('resource_generations')
      .where({ resource_id: id, generation })
      .whereNull('applied_at')
      .update({ applied_at: now, operation_id: operation });
  }

  /** Refs of what a resource depends on, as far as it is there. */
  async dependenciesOf(id: string): Promise<string[]> {
    return this.knex('resource_dependencies as d')
      .join('resources as r', 'r.id', 'd.depends_on_id')
      .where('d.resource_id', id)
      .orderBy('r.ref')
      .pluck('r.ref');
  }

  async countByComponent(
    tx: Knex,
    tenant: string,
  ): Promise<Map<string, number>> {
    const rows: ComponentCount[] = await tx('resources')
      .where({ tenant_id: tenant })
      .whereNot({ lifecycle: 'deleted' })
      .groupBy('component_ref')
      .select('component_ref', tx.raw('count(*) as count'));
    return new Map(rows.map(row => [row.component_ref, Number(row.count)]));
  }

  /** How components are used, as far as somebody may see it. */
  async adoption(
    visible: Visible,
    since: string,
  ): Promise<ComponentAdoption[]> {
    const found = await findCriteria(this.knex, visible.criteria);
    const rows: Omit<ComponentAdoption, 'successRate'>[] = await this.matching(
      {},
      found,
    )
      .groupBy('component_ref')
      .orderBy('component_ref')
      .select(
        'component_ref as component',
        this.knex.raw(`count(distinct application_ref) as applications,
          count(distinct tenant_id) as tenants, count(*) as resources,
          sum(case when health = 'ready' then 1 else 0 end) as ready,
          sum(case when health = 'drifted' then 1 else 0 end) as drifted,
          sum(case when health = 'failed' then 1 else 0 end) as failed`),
      );
    const rates = await this.successRates(found, since);
    return rows.map(row => ({
      component: row.component,
      applications: Number(row.applications),
      tenants: Number(row.tenants),
      resources: Number(row.resources),
      ready: Number(row.ready),
      drifted: Number(row.drifted),
      failed: Number(row.failed),
      successRate: rates.get(row.component) ?? null,
    }));
  }

  private async successRates(
    found: ResourceCriteria | undefined,
    since: string,
  ): Promise<Map<string, number>> {
    const rows: (ComponentCount & { succeeded: number | string })[] =
      await this.knex('operations')
        .join('resources', 'resources.id', 'operations.resource_id')
        .where(builder => applyResourceCriteria(builder, found))
        .where('operations.ended_at', '>=', since)
        .whereIn('operations.state', ['succeeded', 'failed'])
        .groupBy('operations.component_ref')
        .select(
          'operations.component_ref',
          this.knex.raw(`count(*) as count,
            sum(case when operations.state = 'succeeded' then 1 else 0 end) as succeeded`),
        );
    return new Map(
      rows.map(row => [
        row.component_ref,
        Number(row.succeeded) / Number(row.count),
      ]),
    );
  }

  /**
   * Takes resources that are due for a look, and puts the next look off, so that no
   * other replica takes them.
   */
  async takeDueForCheck(
    now: string,
    next: string,
    limit: number,
  ): Promise<StoredResource[]> {
    return this.knex.transaction(async tx => {
      const due = tx<ResourceRow>('resources')
        .where('check_at', '<=', now)
        .where({ lifecycle: 'declared' })
        .orderBy('check_at')
        .limit(limit)
        .modify(query => {
          if (String(this.knex.client.config.client).startsWith('pg')) {
            query.forUpdate().skipLocked();
          }
        })
        .select('id');
      const rows: ResourceRow[] = await tx<ResourceRow>('resources')
        .whereIn('id', due)
        .update({ check_at: next })
        .returning('*');
      return rows.map(storedResource);
    });
  }

  /** Resources that expire before a time and were not told of their end, the soonest first. */
  async expiringBefore(time: string): Promise<StoredResource[]> {
    const rows = await this.knex<ResourceRow>('resources')
      .where('expires_at', '<=', time)
      .where({ lifecycle: 'declared' })
      .where(builder =>
        builder
          .whereNull('expiry_warned_days')
          .orWhere('expiry_warned_days', '>', 0),
      )
      .orderBy('expires_at')
      .limit(1000);
    return rows.map(storedResource);
  }

  /** How many drifted, by component, for metrics. */
  async driftedByComponent(): Promise<Map<string, number>> {
    const rows: ComponentCount[] = await this.knex('resources')
      .where({ health: 'drifted' })
      .groupBy('component_ref')
      .select('component_ref', this.knex.raw('count(*) as count'));
    return new Map(rows.map(row => [row.component_ref, Number(row.count)]));
  }

  private matching(query: ResourceQuery, found: ResourceCriteria | undefined) {
    const { application, component, tenant, healths, node, text } = query;
    return this.knex('resources')
      .where(builder => applyResourceCriteria(builder, found))
      .whereNot('resources.lifecycle', 'deleted')
      .modify(builder => {
        if (application !== undefined) {
          builder.where('resources.application_ref', application);
        }
        if (component !== undefined) {
          builder.where('resources.component_ref', component);
        }
        if (tenant !== undefined) {
          builder.where('resources.tenant_id', tenant);
        }
        if (healths) {
          builder.whereIn('resources.health', healths);
        }
        if (node !== undefined && node !== '.') {
          builder.where(place =>
            place
              .where('resources.leaf', node)
              .orWhereRaw(`resources.leaf like ? escape '\\'`, [
                `${escapeLike(node)}/%`,
              ]),
          );
        }
        if (text) {
          builder.whereRaw(`lower(resources.ref) like ? escape '\\'`, [
            `%${escapeLike(text.toLowerCase())}%`,
          ]);
        }
      });
  }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
