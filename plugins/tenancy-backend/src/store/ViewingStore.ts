import { TenantId } from '@commonhold/plugin-tenancy-common';
import { Knex } from 'knex';
import { ViewingRow } from './rows';

/** What one person looks at the portal as. */
export type KeptViewing = {
  readonly tenant: TenantId;
  /** ISO 8601. */
  readonly since: string;
  /** ISO 8601. */
  readonly until: string;
};

/** Who looks at the portal as a member of which tenant. */
export class ViewingStore {
  static create(knex: Knex): ViewingStore {
    return new ViewingStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async inTransaction<T>(
    work: (tx: Knex.Transaction) => Promise<T>,
  ): Promise<T> {
    return this.knex.transaction(work);
  }

  /** @param now - ISO 8601; what has ended by then does not count */
  async find(
    userRef: string,
    now: string,
    tx: Knex = this.knex,
  ): Promise<KeptViewing | undefined> {
    const row = await tx<ViewingRow>('viewings')
      .where({ user_ref: userRef })
      .where('until', '>', now)
      .first();
    return row && toViewing(row);
  }

  async put(
    tx: Knex.Transaction,
    userRef: string,
    viewing: KeptViewing,
  ): Promise<void> {
    const { tenant, since, until } = viewing;
    await tx<ViewingRow>('viewings')
      .insert({ user_ref: userRef, tenant_id: tenant, since, until })
      .onConflict('user_ref')
      .merge();
  }

  /** @returns whether there was one; of two who try at once, one hears so */
  async delete(tx: Knex.Transaction, userRef: string): Promise<boolean> {
    return (
      (await tx<ViewingRow>('viewings').where({ user_ref: userRef }).delete()) >
      0
    );
  }

  /** @param now - ISO 8601 */
  async forgetEnded(now: string): Promise<void> {
    await this.knex<ViewingRow>('viewings').where('until', '<=', now).delete();
  }
}

function toViewing(row: ViewingRow): KeptViewing {
  return {
    tenant: row.tenant_id as TenantId,
    since: row.since,
    until: row.until,
  };
}
