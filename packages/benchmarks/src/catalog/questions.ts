import { Question } from '../portal/BenchPortal';
import { BenchEstate, OURS, refOf, teamName } from './BenchEstate';

/** Entities on a page, as the catalog's pages show them. */
export const PAGE = 20;

/**
 * `first` is the list once more, of somebody who asked nothing for seconds: the
 * tenancy portal then has to find out who they are.
 */
export const questionNames = [
  'first',
  'list',
  'list with total',
  'by-refs',
  'facets',
  'search',
] as const;

export type QuestionName = (typeof questionNames)[number];

export type Questions = Readonly<Record<QuestionName, Question>>;

/** What the catalog's and the search page ask. */
export function questions(estate: BenchEstate): Questions {
  const list = `filter=kind=component&orderField=metadata.name,asc&limit=${PAGE}`;
  const entities = '/api/catalog/entities/by-query';
  return {
    // In another order, so that their times can be told apart.
    first: { method: 'GET', path: `${entities}?totalItems=exclude&${list}` },
    list: { method: 'GET', path: `${entities}?${list}&totalItems=exclude` },
    'list with total': { method: 'GET', path: `${entities}?${list}` },
    'by-refs': {
      method: 'POST',
      path: '/api/catalog/entities/by-refs',
      body: { entityRefs: seenByAll(estate) },
    },
    facets: {
      method: 'GET',
      path: '/api/catalog/entity-facets?facet=metadata.tags&facet=spec.type&facet=relations.ownedBy&filter=kind=component',
    },
    search: {
      method: 'GET',
      path: `/api/search/query?term=settlement&types[0]=software-catalog&pageLimit=${PAGE}`,
    },
  };
}

/** Components of the team that everybody who asks is in. */
function seenByAll(estate: BenchEstate): string[] {
  const team = `group:${OURS}/${teamName(0)}`;
  const refs: string[] = [];
  for (const block of estate.bulk()) {
    for (const { entity } of block) {
      if (entity.kind === 'Component' && entity.spec?.owner === team) {
        refs.push(refOf(entity));
        if (refs.length === PAGE) {
          return refs;
        }
      }
    }
  }
  throw new Error(`${team} owns less than ${PAGE} components`);
}
