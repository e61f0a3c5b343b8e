import {
  TenantSourceState,
  TenantSourceStatus,
} from '@commonhold/plugin-tenancy-common';
import { Knex } from 'knex';
import { SourceRow } from './rows';

/** The state of every source of tenants. */
export class SourceStore {
  static create(knex: Knex): SourceStore {
    return new SourceStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async all(): Promise<TenantSourceStatus[]> {
    const rows = await this.knex<SourceRow>('sources').orderBy('id');
    const counts: { source: string; total: number | string }[] =
      await this.knex('tenants')
        .select('source')
        .whereNotNull('source')
        .whereNot({ state: 'archived' })
        .groupBy('source')
        .count({ total: '*' });
    const tenants = new Map(
      counts.map(({ source, total }) => [source, Number(total)]),
    );
    return rows.map(row => ({
      id: row.id,
      state: row.state as TenantSourceState,
      message: row.message,
      file: row.id,
      line: row.line,
      column: row.column,
      tenants: tenants.get(row.id) ?? 0,
      loadedAt: row.loaded_at,
      checkedAt: row.checked_at,
    }));
  }

  async find(id: string): Promise<SourceRow | undefined> {
    return this.knex<SourceRow>('sources').where({ id }).first();
  }

  async markLoaded(
    tx: Knex,
    id: string,
    contentHash: string,
    now: string,
  ): Promise<void> {
    await this.put(tx, {
      id,
      state: 'ok',
      message: null,
      line: null,
      column: null,
      content_hash: contentHash,
      loaded_at: now,
      checked_at: now,
    });
  }

  async markUnloaded(
    id: string,
    state: Exclude<TenantSourceState, 'ok'>,
    cause: { message: string; line: number | null; column: number | null },
    now: string,
  ): Promise<void> {
    await this.put(this.knex, { id, state, ...cause, checked_at: now });
  }

  async markChecked(id: string, now: string): Promise<void> {
    await this.knex<SourceRow>('sources')
      .where({ id })
      .update({ checked_at: now });
  }

  /** Forgets the state of sources that the configuration no longer names. */
  async keepOnly(tx: Knex, ids: readonly string[]): Promise<void> {
    await tx<SourceRow>('sources').whereNotIn('id', ids).delete();
  }

  private async put(
    tx: Knex,
    row: Partial<SourceRow> & Pick<SourceRow, 'id' | 'state' | 'checked_at'>,
  ): Promise<void> {
    await tx<SourceRow>('sources').insert(row).onConflict('id').merge(row);
  }
}
