import { listAt, textAt } from '../http/json';
import { jsonOf } from '../http/PortalClient';
import { spread } from '../routes/fillRoute';
import { SurfaceAudit } from './SurfaceAudit';
import { SurfaceProbes, forEach, get, q } from './SurfaceProbes';

const QUERY = '/api/search/query';
const MOST_PAGES = 20;

/** Terms, types, filters and pages, over catalog and documentation. */
export const search: SurfaceProbes = {
  surface: 'search',
  probe: async audit => {
    const { hidden, target } = audit;
    // Parts of UUIDs resemble each other, and engines forgive a letter or two.
    const words = target.secrets
      .hiddenFrom(audit.prober.id)
      .filter(word => !word.includes('-'));
    await forEach(
      spread(words, target.short ? 40 : 160).map(word =>
        get(`${QUERY}?term=${q(word)}`),
      ),
      request => audit.asksAlike(request),
    );
    await forEach(
      spread(hidden.entities, target.short ? 4 : 12)
        .flatMap(({ name, namespace, kind, ref }) => [
          get(`${QUERY}?term=${q(ref)}`),
          get(`${QUERY}?term=${q(name.slice(0, -1))}*${q(name.slice(-1))}`),
          ...['software-catalog', 'techdocs'].flatMap(type => [
            get(`${QUERY}?term=${q(name)}&types[0]=${type}`),
            get(`${QUERY}?term=&types[0]=${type}&filters[owner]=${q(ref)}`),
            get(`${QUERY}?term=&types[0]=${type}&filters[name]=${q(name)}`),
          ]),
          get(
            `${QUERY}?term=&filters[kind]=${kind}&filters[namespace]=${q(
              namespace,
            )}&filters[componentType]=${q(name)}`,
          ),
        ])
        .filter(({ path }) => target.secrets.isHidden(path, audit.prober.id)),
      request => audit.asksAlike(request),
    );
    for (const query of [
      'term=',
      'term=zq*',
      'term=title',
      'term=stands',
      'term=works',
      'term=&types[0]=software-catalog',
      'term=&types[0]=techdocs',
    ]) {
      await turnPages(audit, query);
    }
  },
};

async function turnPages(audit: SurfaceAudit, query: string): Promise<void> {
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await audit.reads(
      get(
        `${QUERY}?${query}&pageLimit=10${
          cursor === undefined ? '' : `&pageCursor=${q(cursor)}`
        }`,
      ),
    );
    const json = jsonOf(answer);
    cursor = textAt(json, 'nextPageCursor');
    if (cursor === undefined || listAt(json, 'results').length === 0) {
      return;
    }
  }
}
