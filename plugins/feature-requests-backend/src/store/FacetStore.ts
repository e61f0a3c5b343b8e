import { RequestStatus } from '@commonhold/plugin-feature-requests-common';
import { Knex } from 'knex';
import { FilterName, RequestFilters, whereFiltered } from './filters';
import { Reader, whereAboutSeen } from './RequestReader';
import { whereVisible } from './visible';

export type Count = { readonly value: string; readonly count: number };

const MOST = 50;

const EVERY_STATUS: readonly RequestStatus[] = [
  'new',
  'under-review',
  'planned',
  'in-progress',
  'shipped',
  'declined',
  'duplicate',
];

/** How many requests there are, of those that one may see. */
export class FacetStore {
  static create(knex: Knex): FacetStore {
    return new FacetStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  async total(filters: RequestFilters, reader: Reader): Promise<number> {
    const [{ total }] = await this.counted(filters, reader).count({
      total: '*',
    });
    return Number(total);
  }

  async byColumn(
    column: 'status' | 'category',
    filters: RequestFilters,
    reader: Reader,
  ): Promise<Count[]> {
    // Whoever looks for duplicates has to see that there are some.
    const others =
      column === 'status'
        ? { ...filters, status: EVERY_STATUS }
        : without(filters, column);
    return counts(
      await this.counted(others, reader)
        .whereNotNull(`requests.${column}`)
        .groupBy(`requests.${column}`)
        .select({ value: `requests.${column}` })
        .count({ count: '*' }),
    );
  }

  async byTag(filters: RequestFilters, reader: Reader): Promise<Count[]> {
    return counts(
      await this.counted(without(filters, 'tag'), reader)
        .join('request_tags', 'request_tags.request_id', 'requests.id')
        .groupBy('request_tags.tag')
        .select({ value: 'request_tags.tag' })
        .count({ count: '*' })
        .orderBy([
          { column: 'count', order: 'desc' },
          { column: 'value', order: 'asc' },
        ])
        .limit(MOST),
    );
  }

  async byAbout(
    filters: RequestFilters,
    reader: Reader,
  ): Promise<(Count & { readonly title: string })[]> {
    const rows: { value: string; title: string; count: number | string }[] =
      await this.counted(without(filters, 'about'), reader)
        .join('about_entities', 'about_entities.ref', 'requests.about_ref')
        .modify(query => whereAboutSeen(query, reader.audience))
        .groupBy('about_entities.ref', 'about_entities.title')
        .select({ value: 'about_entities.ref', title: 'about_entities.title' })
        .count({ count: '*' })
        .orderBy([
          { column: 'count', order: 'desc' },
          { column: 'value', order: 'asc' },
        ])
        .limit(MOST);
    return rows.map(row => ({ ...row, count: Number(row.count) }));
  }

  /** @param tenants - whose numbers may be told; absent means all */
  async byTenant(
    filters: RequestFilters,
    reader: Reader,
    tenants: readonly string[] | undefined,
  ): Promise<Count[]> {
    return counts(
      await this.counted(without(filters, 'tenant'), reader)
        .join('tenant_votes', 'tenant_votes.request_id', 'requests.id')
        .where('tenant_votes.tenant_id', '<>', '')
        .modify(query => {
          if (tenants) {
            query.whereIn('tenant_votes.tenant_id', [...tenants]);
          }
        })
        .groupBy('tenant_votes.tenant_id')
        .select({ value: 'tenant_votes.tenant_id' })
        .count({ count: '*' })
        .orderBy('value'),
    );
  }

  async byImportance(
    filters: RequestFilters,
    reader: Reader,
  ): Promise<{ nice_to_have: number; important: number; critical: number }> {
    const some = (column: string) =>
      this.knex.raw('sum(case when ?? > 0 then 1 else 0 end) as ??', [
        `demand.${column}`,
        column,
      ]);
    const [row] = await this.counted(
      without(filters, 'importance'),
      reader,
    ).select(some('nice_to_have'), some('important'), some('critical'));
    return {
      nice_to_have: Number(row.nice_to_have),
      important: Number(row.important),
      critical: Number(row.critical),
    };
  }

  private counted(filters: RequestFilters, reader: Reader): Knex.QueryBuilder {
    return this.knex('requests')
      .join('demand', 'demand.request_id', 'requests.id')
      .modify(query => {
        whereVisible(query, reader.visible);
        whereFiltered(query, this.knex, filters, reader.audience);
      });
  }
}

function without(filters: RequestFilters, name: FilterName): RequestFilters {
  return { ...filters, [name]: undefined };
}

function counts(
  rows: readonly { value: string; count: number | string }[],
): Count[] {
  return rows.map(({ value, count }) => ({ value, count: Number(count) }));
}
