import { RequestStatus } from '@commonhold/plugin-feature-requests-common';
import { Knex } from 'knex';
import { SearchTerms } from '../search/searchTerms';
import { RequestFilters, whereFiltered } from './filters';
import { Reader } from './RequestReader';
import { whereVisible } from './visible';
import { WordGroups, whereText } from './whereText';

/** A request that has the words. */
export type Found = {
  readonly id: number;
  readonly title: string;
  readonly status: RequestStatus;
  readonly about: string | null;
  readonly score: number;
  readonly people: number;
  readonly applications: number;
};

/**
 * Finds requests by words. Capped before it is sorted: ranking needs some
 * hundred candidates, and to sort all that have a common word would take as
 * long as there are many.
 */
export class SearchStore {
  static create(knex: Knex): SearchStore {
    return new SearchStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async candidates(
    search: SearchTerms,
    reader: Reader,
    options: {
      readonly limit: number;
      readonly filters?: RequestFilters;
      readonly groups?: WordGroups;
      readonly titleOnly?: boolean;
    },
  ): Promise<Found[]> {
    const { limit, filters = {}, groups, titleOnly } = options;
    const query = this.knex('requests')
      .join('demand', 'demand.request_id', 'requests.id')
      .modify(builder => {
        whereText(builder, this.knex, search, { groups, titleOnly });
        whereVisible(builder, reader.visible);
        whereFiltered(
          builder,
          this.knex,
          { ...filters, text: undefined },
          reader.audience,
        );
      })
      .limit(limit)
      .select({
        id: 'requests.id',
        title: 'requests.title',
        status: 'requests.status',
        about: 'requests.about_ref',
        score: 'demand.score',
        people: 'demand.people',
        applications: 'demand.applications',
      });
    const rows: (Omit<Found, 'id'> & { id: number | string })[] = await query;
    return rows.map(row => ({ ...row, id: Number(row.id) }));
  }
}
