import { SurfaceProbes, forEach, get, post, q } from './SurfaceProbes';

/** What the portal keeps for each person, and what it tells about tenants. */
export const userSettings: SurfaceProbes = {
  surface: 'user-settings of others',
  probe: async audit => {
    const { settings } = audit.hidden;
    await forEach(
      settings.flatMap(({ bucket, key }) => [
        get(`/api/user-settings/buckets/${bucket}/keys/${key}`),
        post('/api/user-settings/multiget', { items: [{ bucket, key }] }),
      ]),
      request => audit.asksAlike(request),
    );
  },
};

export const tenancy: SurfaceProbes = {
  surface: 'tenancy tenants',
  probe: async audit => {
    const { tenants, entities } = audit.hidden;
    await forEach(
      [
        '/api/tenancy/me',
        '/api/tenancy/tenants',
        '/api/tenancy/tenants?limit=100',
        '/api/tenancy/sources',
        '/api/tenancy/unassigned',
        '/api/tenancy/health',
        '/api/tenancy/directory',
        '/api/tenancy/directory/changes',
        ...['amber', 'cobalt', 'platform'].flatMap(id =>
          ['', '/members', '/refusals'].map(
            part => `/api/tenancy/tenants/${id}${part}`,
          ),
        ),
      ].map(get),
      request => audit.reads(request),
    );
    await forEach(
      [
        ...tenants.flatMap(id =>
          ['', '/members', '/refusals', '/locations', '/events'].map(part =>
            get(`/api/tenancy/tenants/${q(id)}${part}`),
          ),
        ),
        ...entities
          .filter(({ kind }) => kind === 'user')
          .flatMap(({ name }) => [
            get(`/api/tenancy/directory/callers/user/default/${name}`),
            get(`/api/tenancy/directory/users/default/${name}/tenants`),
          ]),
      ],
      request => audit.asksAlike(request),
    );
  },
};

/** The bus between replicas, and events from outside. */
export const events: SurfaceProbes = {
  surface: 'events bus',
  probe: async audit => {
    await forEach(
      audit.hidden.names.map(name =>
        get(`/api/events/bus/v1/subscriptions/${name}/events`),
      ),
      request => audit.asksAlike(request),
    );
  },
};
