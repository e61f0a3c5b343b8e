import { HiddenThings } from '../target/Target';
import { spread } from '../routes/fillRoute';
import { SurfaceProbes, forEach, get, post, q } from './SurfaceProbes';

const BOARD = '/api/feature-requests';
const SORTS = [
  'most-wanted',
  'most-applications',
  'most-people',
  'trending',
  'newest',
  'recently-updated',
  'priority',
];
const PARTS = [
  '',
  '/history',
  '/votes',
  '/demand',
  '/duplicates',
  '/comments',
  '/priority',
  '/dependencies',
  '/volunteers',
];

/** The board: requests that a tenant keeps to itself, and who stands behind those that all see. */
export const featureRequests: SurfaceProbes = {
  surface: 'feature-requests board',
  probe: async audit => {
    const { hidden, visible, target, prober } = audit;
    await forEach(
      [
        ...['board', 'me', 'facets', 'reports', 'rounds', 'webhooks'],
        ...['calendar', 'roadmap', 'export.csv', 'feed.atom'],
        ...SORTS.flatMap(sort => [
          `requests?sort=${sort}&limit=1`,
          `requests?sort=${sort}&limit=100`,
        ]),
        'requests?text=wish',
        'facets?text=wish',
        'suggestions?title=wish',
        'requests?importance=critical',
      ].map(path => get(`${BOARD}/${path}`)),
      request => audit.reads(request),
    );
    await forEach(
      visible.requests.flatMap(id =>
        PARTS.map(part => get(`${BOARD}/requests/${q(id)}${part}`)),
      ),
      request => audit.reads(request),
    );
    const words = target.secrets
      .hiddenFrom(prober.id)
      .filter(word => !word.includes('-'));
    await forEach(
      [
        ...hidden.requests.flatMap(id =>
          PARTS.map(part => get(`${BOARD}/requests/${q(id)}${part}`)),
        ),
        ...spread(words, target.short ? 15 : 60).flatMap(word =>
          [
            `requests?text=${q(word)}`,
            `facets?text=${q(word)}`,
            `suggestions?title=${q(word)}`,
            `requests?tag=${q(word)}`,
            `requests?category=${q(word)}`,
            `export.csv?text=${q(word)}`,
            `feed.atom?text=${q(word)}`,
          ].map(path => get(`${BOARD}/${path}`)),
        ),
        ...hidden.tenants.flatMap(id => [
          get(`${BOARD}/requests?tenant=${q(id)}`),
          get(`${BOARD}/facets?tenant=${q(id)}`),
        ]),
        ...spread(hidden.entities, target.short ? 6 : 20).flatMap(({ ref }) =>
          ['about', 'application'].flatMap(filter => [
            get(`${BOARD}/requests?${filter}=${q(ref)}`),
            get(`${BOARD}/facets?${filter}=${q(ref)}`),
            get(`${BOARD}/suggestions?title=wish&${filter}=${q(ref)}`),
          ]),
        ),
      ],
      request => audit.asksAlike(request),
    );
  },
};

/** Votes, words and decisions on what somebody does not see. */
export const featureRequestWrites: SurfaceProbes = {
  surface: 'feature-requests board',
  probe: async audit => {
    const { hidden, visible } = audit;
    await forEach(changes(hidden, visible.requests[0]), async request => {
      await audit.writes(request);
      await audit.asksAlike(request);
    });
  },
};

function changes(hidden: HiddenThings, visibleRequest: string | undefined) {
  const send = (method: string, path: string, body?: object) => ({
    method,
    path: `${BOARD}${path}`,
    ...(body && { body }),
  });
  const forged = { title: 'Overwritten', text: 'Overwritten' };
  return [
    ...hidden.requests.flatMap(id => {
      const of = `/requests/${q(id)}`;
      return [
        send('PUT', `${of}/vote`, { importance: 'critical' }),
        send('DELETE', `${of}/vote`),
        send('PATCH', of, { title: forged.title }),
        send('POST', `${of}/comments`, { text: forged.text }),
        send('PUT', `${of}/status`, { status: 'planned' }),
        send('PUT', `${of}/response`, { text: forged.text }),
        send('PUT', `${of}/plan`, { horizon: 'now' }),
        send('PUT', `${of}/moderation`, { hidden: true }),
        send('PUT', `${of}/watch`),
        send('POST', `${of}/reports`, { reason: forged.text }),
        send('POST', `${of}/links`, { url: 'https://links.example/forged' }),
        ...(visibleRequest
          ? [
              send('POST', `${of}/merge`, { into: visibleRequest }),
              send('POST', `/requests/${q(visibleRequest)}/merge`, {
                into: id,
              }),
              send('POST', `/requests/${q(visibleRequest)}/dependencies`, {
                requestId: id,
              }),
            ]
          : []),
        send('DELETE', of),
      ];
    }),
    ...hidden.comments.flatMap(id => [
      send('PATCH', `/comments/${q(id)}`, { text: forged.text }),
      send('PUT', `/comments/${q(id)}/moderation`, { hidden: true }),
      send('DELETE', `/comments/${q(id)}`),
    ]),
    ...hidden.entities
      .filter(({ kind }) => kind === 'component')
      .slice(0, 2)
      .map(({ ref }) =>
        post(`${BOARD}/requests`, { title: forged.title, about: ref }),
      ),
  ];
}
