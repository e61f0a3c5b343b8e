import { Knex } from 'knex';
import { cutPage, decodeCursor } from './cursor';
import { VolunteerRow } from './rows';

/** Who offered to build what. */
export class VolunteerStore {
  static create(knex: Knex): VolunteerStore {
    return new VolunteerStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /** Volunteers of a request, the first first. */
  async page(
    requestId: number,
    options: { limit: number; cursor?: string },
  ): Promise<{ items: readonly VolunteerRow[]; nextCursor?: string }> {
    const { limit, cursor } = options;
    const rows: VolunteerRow[] = await this.knex<VolunteerRow>(
      'request_volunteers',
    )
      .where({ request_id: requestId })
      .modify(query => {
        if (cursor !== undefined) {
          query.whereRaw(
            '(since, volunteer) > (?, ?)',
            decodeCursor(cursor, 2),
          );
        }
      })
      .orderBy([{ column: 'since' }, { column: 'volunteer' }])
      .limit(limit + 1);
    return cutPage(rows, limit, row => [row.since, row.volunteer]);
  }

  /** Changes the note of who volunteered already. */
  async put(volunteer: VolunteerRow): Promise<void> {
    await this.knex<VolunteerRow>('request_volunteers')
      .insert(volunteer)
      .onConflict(['request_id', 'volunteer'])
      .merge(['note']);
  }

  async delete(requestId: number, volunteer: string): Promise<void> {
    await this.knex<VolunteerRow>('request_volunteers')
      .where({ request_id: requestId, volunteer })
      .delete();
  }
}
