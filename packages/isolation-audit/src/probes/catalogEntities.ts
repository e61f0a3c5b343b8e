import { textAt } from '../http/json';
import { jsonOf } from '../http/PortalClient';
import { spread } from '../routes/fillRoute';
import { SurfaceAudit } from './SurfaceAudit';
import { SurfaceProbes, forEach, get, post, q, some } from './SurfaceProbes';

const BY_QUERY = '/api/catalog/entities/by-query';
/** Small, so that there are pages to turn. */
const PAGE = 5;
const MOST_PAGES = 40;

/** Entities one by one, by every name they have, and lists of them by every route. */
export const catalogEntities: SurfaceProbes = {
  surface: 'catalog entities',
  probe: async audit => {
    const hidden = spread(audit.hidden.entities, audit.target.short ? 12 : 60);
    await forEach(
      hidden.flatMap(({ ref, uid, kind, namespace, name }) => {
        const path = `/api/catalog/entities/by-name/${kind}/${namespace}/${name}`;
        return [
          get(path),
          get(`${path}/ancestry`),
          get(`/api/catalog/entities/by-uid/${uid}`),
          get(`/api/catalog/locations/by-entity/${kind}/${namespace}/${name}`),
          post('/api/catalog/entities/by-refs', { entityRefs: [ref] }),
          get(`/api/catalog/entities?filter=${q(`metadata.name=${name}`)}`),
          get(`${BY_QUERY}?filter=${q(`metadata.uid=${uid}`)}`),
          get(`${BY_QUERY}?fullTextFilterTerm=${q(name)}`),
          post(BY_QUERY, { query: { 'metadata.name': name } }),
        ];
      }),
      request => audit.asksAlike(request),
    );
    await forEach(listings(audit), path => audit.reads(get(path)));
    for (const order of some(
      audit,
      ['metadata.name', 'spec.owner', 'spec.system', 'metadata.description'],
      4,
      2,
    )) {
      await turnPages(audit, `orderField=${order}`);
    }
    await truthfulCount(audit);
  },
};

function listings(audit: SurfaceAudit): string[] {
  const kinds = [...new Set(audit.hidden.entities.map(({ kind }) => kind))];
  const fields = [
    'relations',
    'spec',
    'metadata.annotations',
    'metadata.tenancy',
    'metadata.name,spec.owner',
  ];
  return [
    '/api/catalog/entities',
    `${BY_QUERY}?limit=500`,
    ...kinds.flatMap(kind => [
      `/api/catalog/entities?filter=kind=${kind}`,
      `/api/catalog/entities?filter=kind=${kind}&offset=1&limit=5`,
      `${BY_QUERY}?filter=kind=${kind}`,
      `${BY_QUERY}?filter=kind=${kind}&totalItems=exclude`,
    ]),
    ...fields.flatMap(field => [
      `/api/catalog/entities?fields=${field}`,
      `${BY_QUERY}?fields=${field}&limit=500`,
    ]),
    `${BY_QUERY}?fullTextFilterTerm=zq&limit=500`,
    `${BY_QUERY}?fullTextFilterTerm=zq&fullTextFilterFields=spec.owner,spec.system,relations.ownedBy&limit=500`,
  ];
}

/** Cursors hold the values by which a list is ordered. */
async function turnPages(audit: SurfaceAudit, order: string): Promise<void> {
  let path = `${BY_QUERY}?limit=${PAGE}&${order}`;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await audit.reads(get(path));
    const cursor = textAt(jsonOf(answer), 'pageInfo', 'nextCursor');
    if (cursor === undefined) {
      return;
    }
    path = `${BY_QUERY}?limit=${PAGE}&cursor=${q(cursor)}`;
  }
}

async function truthfulCount(audit: SurfaceAudit): Promise<void> {
  await audit.holds('oracle', `GET ${BY_QUERY}: totalItems`, async () => {
    const answer = jsonOf(await audit.send(get(`${BY_QUERY}?limit=500`)));
    const total = Reflect.get(Object(answer), 'totalItems');
    const items = Reflect.get(Object(answer), 'items');
    const shown = Array.isArray(items) ? items.length : 0;
    return total === shown
      ? undefined
      : `counts ${total} where ${shown} are shown`;
  });
}
