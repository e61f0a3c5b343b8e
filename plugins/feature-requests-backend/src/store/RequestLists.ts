import { InputError } from '@backstage/errors';
import {
  RequestSort,
  formatRequestId,
  requestNumber,
} from '@commonhold/plugin-feature-requests-common';
import { Knex } from 'knex';
import { decodeCursor, encodeCursor } from './cursor';
import { RequestFilters, whereFiltered } from './filters';
import { Reader } from './RequestReader';
import { whereVisible } from './visible';

/** Sorts whose order is that of a column, greatest first, with an index. */
export type ColumnSort = Exclude<RequestSort, 'relevance'>;

const COLUMNS: Record<ColumnSort, { column: string; id: string }> = {
  'most-wanted': { column: 'demand.score', id: 'demand.request_id' },
  'most-applications': {
    column: 'demand.applications',
    id: 'demand.request_id',
  },
  'most-people': { column: 'demand.people', id: 'demand.request_id' },
  trending: { column: 'demand.trend', id: 'demand.request_id' },
  newest: { column: 'requests.created_at', id: 'requests.id' },
  'recently-updated': { column: 'requests.updated_at', id: 'requests.id' },
  priority: { column: 'requests.wsjf', id: 'requests.id' },
};

/** Pages of requests, each as quick as the first. */
export class RequestLists {
  static create(knex: Knex): RequestLists {
    return new RequestLists(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /** @returns numbers of requests */
  async page(options: {
    sort: ColumnSort;
    filters: RequestFilters;
    reader: Reader;
    limit: number;
    cursor?: string;
  }): Promise<{ ids: number[]; nextCursor?: string }> {
    const { sort, filters, reader, limit, cursor } = options;
    const { column, id } = COLUMNS[sort];
    const rows: { id: number | string; key: number | string }[] =
      await this.knex('requests')
        .join('demand', 'demand.request_id', 'requests.id')
        .modify(query => {
          whereVisible(query, reader.visible);
          whereFiltered(query, this.knex, filters, reader.audience);
          if (sort === 'priority') {
            query.where('requests.wsjf', '>', 0);
          }
          if (cursor !== undefined) {
            query.whereRaw('(??, ??) < (?, ?)', [
              column,
              id,
              ...keysOf(cursor, sort),
            ]);
          }
        })
        .orderBy([
          { column, order: 'desc' },
          { column: id, order: 'desc' },
        ])
        .limit(limit + 1)
        .select({ id, key: column });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      ids: page.map(row => Number(row.id)),
      nextCursor:
        rows.length > limit && last
          ? encodeCursor([
              sort,
              typeof last.key === 'number' ? 'number' : 'text',
              String(last.key),
              formatRequestId(Number(last.id)),
            ])
          : undefined,
    };
  }
}

function keysOf(cursor: string, sort: ColumnSort): [number | string, number] {
  const [of, type, key, id] = decodeCursor(cursor, 4);
  const number = requestNumber(id);
  const value = type === 'number' ? Number(key) : key;
  if (of !== sort || number === undefined || Number.isNaN(value)) {
    throw new InputError(
      'The cursor is of another list: start again without one, or use the nextCursor of the page before',
    );
  }
  return [value, number];
}
