import {
  Horizon,
  Importance,
  RequestSort,
  RequestStatus,
} from '@commonhold/plugin-feature-requests-common';
import { RequestsQuery } from '../api/FeatureRequestsApi';

export const requestStatuses: readonly RequestStatus[] = [
  'new',
  'under-review',
  'planned',
  'in-progress',
  'shipped',
  'declined',
  'duplicate',
];

export const importances: readonly Importance[] = [
  'nice-to-have',
  'important',
  'critical',
];

export const horizons: readonly Horizon[] = ['now', 'next', 'later'];

/** Sorts that the board offers; the first is the one without a choice. */
export const boardSorts = [
  'most-wanted',
  'trending',
  'most-applications',
  'most-people',
  'newest',
  'recently-updated',
] as const satisfies readonly RequestSort[];

/** Filters of which several values may be chosen. */
export const listFilters = [
  'status',
  'category',
  'tag',
  'about',
  'tenant',
  'application',
  'importance',
  'horizon',
  'increment',
] as const;

/** Filters that are on or off. */
export const switchFilters = [
  'mine',
  'voted',
  'watching',
  'wantsHelp',
] as const;

/** What an address asks for. What it says that is no filter is left out. */
export function parseBoardQuery(address: URLSearchParams): RequestsQuery {
  const text = address.get('text')?.trim().slice(0, 200);
  const sort = oneOf(
    [...boardSorts, 'relevance', 'priority'] as const,
    address.get('sort'),
  );
  const query: RequestsQuery = {
    ...(text && { text }),
    ...(sort && { sort }),
  };
  for (const name of switchFilters) {
    if (address.get(name) === 'true') {
      query[name] = true;
    }
  }
  for (const name of ['category', 'tag', 'about', 'tenant'] as const) {
    assignAll(query, name, address.getAll(name));
  }
  assignAll(query, 'application', address.getAll('application'));
  assignAll(query, 'increment', address.getAll('increment'));
  const status = allOf(requestStatuses, address.getAll('status'));
  const importance = allOf(importances, address.getAll('importance'));
  const horizon = allOf(horizons, address.getAll('horizon'));
  return {
    ...query,
    ...(status.length > 0 && { status }),
    ...(importance.length > 0 && { importance }),
    ...(horizon.length > 0 && { horizon }),
  };
}

/** How many filters are set, the text not counted. */
export function countFilters(query: RequestsQuery): number {
  return (
    listFilters.reduce((sum, name) => sum + (query[name]?.length ?? 0), 0) +
    switchFilters.filter(name => query[name]).length
  );
}

/** Changes of an address that take every filter out of it. */
export const noFilters: Readonly<Record<string, null>> = Object.fromEntries(
  ['text', ...listFilters, ...switchFilters].map(name => [name, null]),
);

type TextListFilter =
  | 'category'
  | 'tag'
  | 'about'
  | 'tenant'
  | 'application'
  | 'increment';

function assignAll(
  query: RequestsQuery,
  name: TextListFilter,
  values: string[],
) {
  const given = values.filter(Boolean);
  if (given.length > 0) {
    query[name] = given;
  }
}

function oneOf<T extends string>(
  known: readonly T[],
  value: string | null,
): T | undefined {
  return known.find(one => one === value);
}

function allOf<T extends string>(
  known: readonly T[],
  values: readonly string[],
): T[] {
  return known.filter(one => values.includes(one));
}
