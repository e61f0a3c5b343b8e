import { SurfaceProbes, forEach, get } from './SurfaceProbes';
import { spread } from '../routes/fillRoute';

/** Pages, their metadata and their building, with a token and with the cookie that browsers use. */
export const techdocs: SurfaceProbes = {
  surface: 'techdocs pages',
  probe: async audit => {
    const { hidden, target } = audit;
    const cookie = await audit.send(
      get('/api/techdocs/.backstage/auth/v1/cookie'),
    );
    const headers = {
      cookie: (cookie.headers['set-cookie'] ?? [])
        .map(value => value.split(';')[0])
        .join('; '),
    };
    const components = hidden.entities.filter(
      ({ kind }) => kind === 'component',
    );
    await forEach(
      spread(components, target.short ? 5 : 20).flatMap(
        ({ namespace, kind, name }) => {
          const of = `${namespace}/${kind}/${name}`;
          const pages = `/api/techdocs/static/docs/${of}`;
          return [
            get(`/api/techdocs/metadata/techdocs/${of}`),
            get(`/api/techdocs/metadata/entity/${of}`),
            get(`/api/techdocs/sync/${of}`),
            {
              ...get(`/api/techdocs/sync/${of}`),
              headers: { accept: 'text/event-stream' },
            },
            get(`${pages}/index.html`),
            get(`${pages}/techdocs_metadata.json`),
            get(`${pages}/search/search_index.json`),
            get(`${pages}/../${name}/index.html`),
            get(`${pages}/%2e%2e/${name}/index.html`),
            { ...get(`${pages}/index.html`), headers, anonymous: true },
          ];
        },
      ),
      request => audit.asksAlike(request),
    );
  },
};
