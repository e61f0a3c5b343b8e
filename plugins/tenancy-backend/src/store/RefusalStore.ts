import { createHash } from 'node:crypto';
import {
  Refusal,
  RefusalCode,
  TenantId,
} from '@commonhold/plugin-tenancy-common';
import { Knex } from 'knex';
import { cutPage, decodeCursor } from './cursor';
import { RefusalRow } from './rows';

export type RefusalReport = Pick<
  Refusal,
  'entityRef' | 'location' | 'code' | 'message'
> & {
  /** Of the repository it was read from; `null` where nobody owns that. */
  tenant: TenantId | null;
  /** For those who see all, where they may know more. */
  detail?: string;
};

/** What is said of entities that are in the catalog, but for a part. */
const PARTIAL: RefusalCode = 'REFERENCE_UNSEEN';

/** What the catalog refused for the sake of tenancy. */
export class RefusalStore {
  static create(knex: Knex): RefusalStore {
    return new RefusalStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async put(report: RefusalReport, now: string): Promise<void> {
    const row = {
      entity_ref: report.entityRef,
      location: report.location,
      tenant_id: report.tenant,
      code: report.code,
      message: report.message,
      detail: report.detail ?? null,
      last_seen_at: now,
    };
    await this.knex<RefusalRow>('refusals')
      .insert({ id: refusalId(report), ...row, first_seen_at: now })
      .onConflict('id')
      .merge(row);
  }

  /** Takes a refusal back: the entity was accepted from that location. */
  async delete(report: Pick<Refusal, 'entityRef' | 'location'>): Promise<void> {
    await this.knex<RefusalRow>('refusals')
      .where({ id: refusalId(report) })
      .delete();
  }

  /**
   * Refs of entities that were refused as a whole, for a second try when
   * tenants change. The catalog itself looks again at those in it that miss a
   * part.
   */
  async entityRefs(): Promise<string[]> {
    return this.knex<RefusalRow>('refusals')
      .whereNot({ code: PARTIAL })
      .distinct()
      .pluck('entity_ref');
  }

  /** The latest refusal of each of the entities that were refused. */
  async byEntityRefs(
    refs: readonly string[],
  ): Promise<Map<string, RefusalReport>> {
    if (refs.length === 0) {
      return new Map();
    }
    const rows = await this.knex<RefusalRow>('refusals')
      .whereIn('entity_ref', refs)
      .orderBy([
        { column: 'last_seen_at', order: 'asc' },
        { column: 'id', order: 'asc' },
      ]);
    return new Map(
      rows.map(row => [
        row.entity_ref,
        {
          entityRef: row.entity_ref,
          location: row.location,
          code: row.code as RefusalCode,
          message: row.message,
          tenant: row.tenant_id as TenantId | null,
          ...(row.detail !== null && { detail: row.detail }),
        },
      ]),
    );
  }

  /** How many there are of each of these tenants. */
  async count(tenants: readonly string[]): Promise<Map<string, number>> {
    const rows: { tenant_id: string; total: number | string }[] =
      await this.knex('refusals')
        .whereIn('tenant_id', [...tenants])
        .groupBy('tenant_id')
        .select('tenant_id')
        .count({ total: '*' });
    return new Map(rows.map(row => [row.tenant_id, Number(row.total)]));
  }

  /** @param options.inFull - with what only those who see all may know */
  async page(
    tenant: string,
    options: { limit: number; cursor?: string; inFull?: boolean },
  ): Promise<{ items: Refusal[]; totalItems: number; nextCursor?: string }> {
    const { limit, cursor, inFull = false } = options;
    const refusals = this.knex<RefusalRow>('refusals').where({
      tenant_id: tenant,
    });
    const [{ total }] = await refusals.clone().count({ total: '*' });
    const rows: RefusalRow[] = await refusals
      .clone()
      .modify(query => {
        if (cursor !== undefined) {
          const [time, id] = decodeCursor(cursor, 2);
          query.where(builder =>
            builder
              .where('last_seen_at', '<', time)
              .orWhere(same =>
                same.where('last_seen_at', time).where('id', '<', id),
              ),
          );
        }
      })
      .orderBy([
        { column: 'last_seen_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit + 1);
    const { items, nextCursor } = cutPage(rows, limit, row => [
      row.last_seen_at,
      row.id,
    ]);
    return {
      items: items.map(row => ({
        entityRef: row.entity_ref,
        location: row.location,
        code: row.code as RefusalCode,
        message: (inFull ? row.detail : null) ?? row.message,
        firstSeenAt: row.first_seen_at,
        lastSeenAt: row.last_seen_at,
      })),
      totalItems: Number(total),
      nextCursor,
    };
  }

  /** Forgets what was not refused again for long: it was removed or mended. */
  async forgetBefore(time: string): Promise<void> {
    await this.knex<RefusalRow>('refusals')
      .where('last_seen_at', '<', time)
      .delete();
  }
}

function refusalId(report: Pick<Refusal, 'entityRef' | 'location'>): string {
  return createHash('sha256')
    .update(`${report.entityRef}\n${report.location}`)
    .digest('hex');
}
