import { EntityName } from '../target/Target';
import { SurfaceProbes, forEach, get, post, q } from './SurfaceProbes';
import { spread } from '../routes/fillRoute';

const BY_QUERY = '/api/catalog/entities/by-query';

/** Keys whose values name other entities. */
const NAMING = [
  'relations.ownedby',
  'relations.ownerof',
  'relations.partof',
  'relations.haspart',
  'relations.dependson',
  'relations.dependencyof',
  'relations.providesapi',
  'relations.apiprovidedby',
  'relations.consumesapi',
  'relations.apiconsumedby',
  'relations.memberof',
  'relations.hasmember',
  'relations.childof',
  'relations.parentof',
  'spec.owner',
  'spec.system',
  'spec.subcomponentof',
  'spec.dependson',
  'spec.providesapis',
  'spec.memberof',
];

/** Lists narrowed by what is hidden must be those narrowed by what does not exist. */
export const catalogFilters: SurfaceProbes = {
  surface: 'catalog filters',
  probe: async audit => {
    const { hidden, target } = audit;
    const named = spread(hidden.entities, target.short ? 6 : 24);
    await forEach(
      named.flatMap(entity =>
        NAMING.map(key =>
          get(`${BY_QUERY}?filter=${q(`${key}=${entity.ref}`)}`),
        ),
      ),
      request => audit.asksAlike(request),
    );
    await forEach(
      spread(hidden.entities, target.short ? 4 : 16).flatMap(otherFilters),
      request => audit.asksAlike(request),
    );
  },
};

function otherFilters({ ref, name, namespace }: EntityName) {
  const owned = { 'relations.ownedby': ref };
  return [
    get(`/api/catalog/entities?filter=${q(`relations.ownedby=${ref}`)}`),
    get(`/api/catalog/entities?filter=${q(`spec.owner=${ref}`)}`),
    get(`/api/catalog/entities?filter=${q(`relations.${name}`)}`),
    get(`${BY_QUERY}?filter=${q(`kind=component,relations.ownedby=${ref}`)}`),
    get(
      `${BY_QUERY}?fullTextFilterTerm=${q(
        ref,
      )}&fullTextFilterFields=spec.owner`,
    ),
    get(
      `${BY_QUERY}?fullTextFilterTerm=${q(
        name,
      )}&fullTextFilterFields=relations.ownedby,relations.partof,spec.system`,
    ),
    get(
      `${BY_QUERY}?filter=${q(`metadata.tenancy.tenant=${namespace}/${name}`)}`,
    ),
    post(BY_QUERY, { query: owned }),
    post(BY_QUERY, { query: { $not: owned } }),
    post(BY_QUERY, { query: { 'relations.ownedby': { $in: [ref] } } }),
    post(BY_QUERY, { query: { $any: [owned, { 'spec.system': ref }] } }),
    post('/api/catalog/entity-facets', { facets: ['kind'], query: owned }),
    post(
      `/api/catalog/entities/by-refs?filter=${q(`relations.ownedby=${ref}`)}`,
      {
        entityRefs: ['component:platform/bus'],
      },
    ),
  ];
}
