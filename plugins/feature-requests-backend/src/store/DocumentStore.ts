import {
  RequestStatus,
  formatRequestId,
  requestNumber,
} from '@commonhold/plugin-feature-requests-common';
import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import { cutPage, decodeCursor } from './cursor';
import { AudienceRow, TagRow } from './rows';

/** A request as the search of the portal finds it. */
export type StoredDocument = {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly status: RequestStatus;
  readonly category: string | null;
  readonly people: number;
  readonly updatedAt: string;
  readonly tags: readonly string[];
  readonly audience: readonly string[];
};

/** All requests, with who may find them. */
export class DocumentStore {
  static create(knex: Knex): DocumentStore {
    return new DocumentStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async page(options: {
    limit: number;
    cursor?: string;
  }): Promise<{ items: StoredDocument[]; nextCursor?: string }> {
    const { limit, cursor } = options;
    const rows: (Omit<StoredDocument, 'id'> & { id: number | string })[] =
      await this.knex('requests')
        .join('demand', 'demand.request_id', 'requests.id')
        .whereNull('requests.hidden_at')
        .whereNull('demand.merged_into')
        .modify(query => {
          if (cursor !== undefined) {
            query.where('requests.id', '>', numberOf(cursor));
          }
        })
        .orderBy('requests.id')
        .limit(limit + 1)
        .select({
          id: 'requests.id',
          title: 'requests.title',
          description: 'requests.description',
          status: 'requests.status',
          category: 'requests.category',
          people: 'demand.people',
          updatedAt: 'requests.updated_at',
        });
    const { items, nextCursor } = cutPage(rows, limit, row => [
      formatRequestId(Number(row.id)),
    ]);
    const ids = items.map(({ id }) => id);
    const [tags, audiences] = await Promise.all([
      this.knex<TagRow>('request_tags')
        .whereIn('request_id', ids)
        .orderBy('tag'),
      this.knex<AudienceRow>('request_audience').whereIn('request_id', ids),
    ]);
    return {
      items: items.map(row => ({
        ...row,
        id: Number(row.id),
        tags: tags
          .filter(({ request_id }) => request_id === row.id)
          .map(({ tag }) => tag),
        audience: audiences
          .filter(({ request_id }) => request_id === row.id)
          .map(({ value }) => value),
      })),
      nextCursor,
    };
  }
}

function numberOf(cursor: string): number {
  const number = requestNumber(decodeCursor(cursor, 1)[0]);
  if (number === undefined) {
    throw new InputError('The cursor is not valid: start again without one');
  }
  return number;
}
