import { at, listAt } from '../http/json';
import { jsonOf } from '../http/PortalClient';
import { SurfaceProbes, forEach, get, post, q, some } from './SurfaceProbes';

const FACETS = '/api/catalog/entity-facets';

const RELATIONS = [
  'ownedBy',
  'ownerOf',
  'partOf',
  'hasPart',
  'dependsOn',
  'dependencyOf',
  'providesApi',
  'apiProvidedBy',
  'consumesApi',
  'apiConsumedBy',
  'memberOf',
  'hasMember',
  'parentOf',
  'childOf',
];
const SPEC = [
  'owner',
  'system',
  'domain',
  'parent',
  'memberOf',
  'dependsOn',
  'providesApis',
  'consumesApis',
  'subcomponentOf',
  'type',
  'target',
  'targets',
  'definition',
  'profile.displayName',
  'profile.email',
];
const METADATA = [
  'name',
  'namespace',
  'title',
  'description',
  'uid',
  'tags',
  'etag',
  'labels.purpose',
  'links.url',
  'links.title',
  'annotations.audit.example/note',
  'annotations.backstage.io/managed-by-location',
  'annotations.backstage.io/managed-by-origin-location',
  'annotations.backstage.io/source-location',
  'annotations.backstage.io/techdocs-ref',
  'annotations.backstage.io/kubernetes-id',
  'annotations.commonhold.io/shared-with',
  'tenancy.tenant',
  'tenancy.audience',
];

/** Paths that entities have values at, relations included. */
export const facetPaths: readonly string[] = [
  'kind',
  'apiVersion',
  'relations',
  ...RELATIONS.map(type => `relations.${type.toLowerCase()}`),
  ...RELATIONS.map(type => `relations.${type}`),
  ...SPEC.map(key => `spec.${key}`),
  ...METADATA.map(key => `metadata.${key}`),
];

/** Values and counts of everything, over all entities and over filtered ones. */
export const catalogFacets: SurfaceProbes = {
  surface: 'catalog facets',
  probe: async audit => {
    await forEach(
      facetPaths.flatMap(facet => [
        get(`${FACETS}?facet=${q(facet)}`),
        post(FACETS, { facets: [facet] }),
        ...some(audit, ['component', 'user'], 2, 0).map(kind =>
          get(`${FACETS}?facet=${q(facet)}&filter=kind=${kind}`),
        ),
      ]),
      request => audit.reads(request),
    );
    const { entities } = audit.hidden;
    await forEach(
      some(audit, entities, 12, 3).flatMap(({ ref, name }) => [
        get(`${FACETS}?facet=kind&filter=${q(`relations.ownedby=${ref}`)}`),
        get(`${FACETS}?facet=kind&filter=${q(`relations.partof=${ref}`)}`),
        get(`${FACETS}?facet=kind&filter=${q(`relations.dependson=${ref}`)}`),
        get(`${FACETS}?facet=kind&filter=${q(`spec.owner=${ref}`)}`),
        get(`${FACETS}?facet=kind&filter=${q(`metadata.name=${name}`)}`),
      ]),
      request => audit.asksAlike(request),
    );
    await audit.holds(
      'oracle',
      `GET ${FACETS}?facet=kind: counts`,
      async () => {
        const [facets, list] = await Promise.all([
          audit.send(get(`${FACETS}?facet=kind`)),
          audit.send(get('/api/catalog/entities?fields=kind')),
        ]);
        const counted = listAt(jsonOf(facets), 'facets', 'kind')
          .map(value => Number(at(value, 'count')))
          .reduce((sum, count) => sum + count, 0);
        const entitiesShown = jsonOf(list);
        const shown = Array.isArray(entitiesShown) ? entitiesShown.length : 0;
        return counted === shown
          ? undefined
          : `counts ${counted} where ${shown} are shown`;
      },
    );
  },
};
