import { RequestStatus } from '@commonhold/plugin-feature-requests-common';
import { Knex } from 'knex';
import { SearchTerms } from '../search/searchTerms';
import { whereText } from './whereText';

/** Which requests of those that one may see. What is absent does not matter. */
export type RequestFilters = {
  readonly text?: SearchTerms;
  /** By default all but duplicates. */
  readonly status?: readonly RequestStatus[];
  readonly category?: readonly string[];
  /** All of these. */
  readonly tag?: readonly string[];
  /** Refs of entities. */
  readonly about?: readonly string[];
  /** Somebody of these tenants voted for it. */
  readonly tenant?: readonly string[];
  readonly application?: {
    readonly refs: readonly string[];
    /** Whose votes may be looked at; absent means all. */
    readonly tenants?: readonly string[];
  };
  /** Columns of `demand`, one of which counts somebody. */
  readonly importance?: readonly ('nice_to_have' | 'important' | 'critical')[];
  readonly author?: string;
  readonly voter?: string;
  readonly watcher?: string;
  readonly wantsHelp?: boolean;
  readonly horizon?: readonly string[];
  readonly increment?: readonly string[];
};

export type FilterName = keyof RequestFilters;

/**
 * Narrows a query of `requests` joined with `demand`.
 *
 * @param audience - what the reader may see of catalog entities
 */
export function whereFiltered(
  query: Knex.QueryBuilder,
  knex: Knex,
  filters: RequestFilters,
  audience: readonly string[] | undefined,
): void {
  const { status, text } = filters;
  if (text) {
    whereText(query, knex, text);
  }
  if (status) {
    query.whereIn('requests.status', [...status]);
  } else {
    query.whereNull('demand.merged_into');
  }
  whereOneOf(query, 'requests.category', filters.category);
  whereOneOf(query, 'requests.horizon', filters.horizon);
  whereOneOf(query, 'requests.increment', filters.increment);
  if (filters.author !== undefined) {
    query.where('requests.author', filters.author);
  }
  if (filters.wantsHelp !== undefined) {
    query.where('requests.wants_help', filters.wantsHelp);
  }
  for (const tag of filters.tag ?? []) {
    whereRelated(query, 'request_tags', related => related.where('tag', tag));
  }
  whereAbout(query, filters.about, audience);
  whereWanted(query, filters);
}

function whereOneOf(
  query: Knex.QueryBuilder,
  column: string,
  values: readonly string[] | undefined,
): void {
  if (values) {
    query.whereIn(column, [...values]);
  }
}

/** An entity that one does not see matches nothing, as if it did not exist. */
function whereAbout(
  query: Knex.QueryBuilder,
  refs: readonly string[] | undefined,
  audience: readonly string[] | undefined,
): void {
  if (!refs) {
    return;
  }
  query.whereIn('requests.about_ref', [...refs]);
  if (audience) {
    query.whereIn('requests.about_ref', seen =>
      seen
        .select('ref')
        .from('about_audience')
        .whereIn('ref', [...refs])
        .whereIn('value', [...audience]),
    );
  }
}

function whereWanted(query: Knex.QueryBuilder, filters: RequestFilters): void {
  const { tenant, application, importance, voter, watcher } = filters;
  if (tenant) {
    whereRelated(query, 'tenant_votes', related =>
      related.whereIn('tenant_id', [...tenant]),
    );
  }
  if (application) {
    whereRelated(query, 'application_votes', related => {
      related.whereIn('application', [...application.refs]);
      if (application.tenants) {
        related.whereIn('tenant_id', [...application.tenants]);
      }
    });
  }
  if (importance) {
    query.where(any => {
      for (const column of importance) {
        any.orWhere(`demand.${column}`, '>', 0);
      }
    });
  }
  if (voter !== undefined) {
    whereRelated(query, 'votes', related => related.where({ voter }));
  }
  if (watcher !== undefined) {
    whereRelated(query, 'request_watchers', related =>
      related.where({ watcher }),
    );
  }
}

function whereRelated(
  query: Knex.QueryBuilder,
  table: string,
  narrow: (related: Knex.QueryBuilder) => void,
): void {
  query.whereExists(related => {
    related
      .select(related.client.raw('1'))
      .from(table)
      .whereRaw('??.request_id = requests.id', [table]);
    narrow(related);
  });
}
