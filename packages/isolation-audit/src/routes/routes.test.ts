import { fillQueries, fillRoute, samplesOf } from './fillRoute';
import { parseRoute } from './knownRoutes';
import { openApiRoutes } from './openApiRoutes';

const hidden = {
  entities: [
    {
      ref: 'component:payments/vault',
      kind: 'component',
      namespace: 'payments',
      name: 'vault',
      uid: 'uid-1',
    },
  ],
  locations: [{ id: 'location-1', target: 'https://git.example/a.yaml' }],
  scaffolderTasks: [],
  notifications: ['notification-1'],
  tenants: ['payments'],
  settings: [],
  registrations: [],
  requests: [],
  comments: [],
  changes: [],
  names: [],
};
const [sample] = samplesOf(hidden, 3);

describe('routes', () => {
  it('are read from an OpenAPI document, with paths from the root or the plugin', () => {
    const document = {
      paths: {
        '/api/things/by-id/{id}': {
          parameters: [{ $ref: '#/components/parameters/limit' }],
          get: { parameters: [{ in: 'query', name: 'filter' }] },
          delete: {},
        },
        '/health': { get: {} },
      },
      components: { parameters: { limit: { in: 'query', name: 'limit' } } },
    };
    expect(openApiRoutes('things', document)).toEqual([
      {
        plugin: 'things',
        method: 'GET',
        path: '/by-id/{id}',
        query: ['limit', 'filter'],
      },
      {
        plugin: 'things',
        method: 'DELETE',
        path: '/by-id/{id}',
        query: ['limit'],
      },
      { plugin: 'things', method: 'GET', path: '/health', query: [] },
    ]);
    expect(openApiRoutes('things', 'not a document')).toEqual([]);
  });

  it('are asked about the hidden thing that their parameters mean', () => {
    const fill = (plugin: string, line: string) =>
      fillRoute(parseRoute(plugin, line), sample).path;
    expect(
      fill('catalog', 'GET /entities/by-name/{kind}/{namespace}/{name}'),
    ).toBe('/api/catalog/entities/by-name/component/payments/vault');
    expect(fill('catalog', 'DELETE /locations/{id}')).toBe(
      '/api/catalog/locations/location-1',
    );
    expect(fill('notifications', 'GET /{id}')).toBe(
      '/api/notifications/notification-1',
    );
    // There is no task: the id of something else is asked for.
    expect(fill('scaffolder', 'GET /v2/tasks/{taskId}')).toBe(
      '/api/scaffolder/v2/tasks/uid-1',
    );
    expect(fill('root', 'GET /catalog/{namespace}/{kind}/{name}')).toBe(
      '/catalog/payments/component/vault',
    );
  });

  it('are filtered by what is hidden', () => {
    expect(
      fillQueries(parseRoute('catalog', 'GET /entities ?filter,limit'), sample),
    ).toEqual([
      {
        method: 'GET',
        path: '/api/catalog/entities?filter=relations.ownedby%3Dcomponent%3Apayments%2Fvault',
      },
      {
        method: 'GET',
        path: '/api/catalog/entities?filter=metadata.uid%3Duid-1',
      },
    ]);
  });
});
