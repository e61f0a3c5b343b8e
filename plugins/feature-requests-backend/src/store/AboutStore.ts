import { Knex } from 'knex';
import { whereAboutSeen } from './RequestReader';
import { AboutAudienceRow, AboutRow } from './rows';

/** What the board remembers of a catalog entity. */
export type AboutEntity = {
  readonly ref: string;
  readonly title: string;
  /** Ref of the owning group. */
  readonly owner: string | null;
  readonly audience: readonly string[];
};

/**
 * Catalog entities that requests are about. Kept here so that who may see them
 * can be asked in the same query as the requests.
 */
export class AboutStore {
  static create(knex: Knex): AboutStore {
    return new AboutStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async put(
    entities: readonly AboutEntity[],
    now: string,
    tx: Knex = this.knex,
  ): Promise<void> {
    for (const { ref, title, owner, audience } of entities) {
      await tx<AboutRow>('about_entities')
        .insert({ ref, title, owner, checked_at: now })
        .onConflict('ref')
        .merge();
      await tx<AboutAudienceRow>('about_audience')
        .where({ ref })
        .whereNotIn('value', [...audience])
        .delete();
      if (audience.length > 0) {
        await tx<AboutAudienceRow>('about_audience')
          .insert(audience.map(value => ({ ref, value })))
          .onConflict(['ref', 'value'])
          .ignore();
      }
    }
  }

  /** Refs behind one, for going through all of them. */
  async refsAfter(ref: string, limit: number): Promise<string[]> {
    const rows: Pick<AboutRow, 'ref'>[] = await this.knex<AboutRow>(
      'about_entities',
    )
      .select('ref')
      .where('ref', '>', ref)
      .orderBy('ref')
      .limit(limit);
    return rows.map(row => row.ref);
  }

  async ownerOf(ref: string): Promise<string | null> {
    const row = await this.knex<AboutRow>('about_entities')
      .where({ ref })
      .first();
    return row?.owner ?? null;
  }

  /** Whether somebody sees the entity; nobody sees one that is not there. */
  async isSeen(
    ref: string,
    audience: readonly string[] | undefined,
  ): Promise<boolean> {
    const row = await this.knex<AboutRow>('about_entities')
      .where({ ref })
      .modify(query => whereAboutSeen(query, audience))
      .first('ref');
    return row !== undefined;
  }
}
