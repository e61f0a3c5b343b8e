import { spread } from '../routes/fillRoute';
import { SurfaceProbes, forEach, get, post } from './SurfaceProbes';

/** Registered places, and the portal's own credentials lent to read them. */
export const catalogLocations: SurfaceProbes = {
  surface: 'catalog locations',
  probe: async audit => {
    const { hidden, target } = audit;
    await forEach(
      [
        get('/api/catalog/locations'),
        post('/api/catalog/locations/by-query', { limit: 100 }),
        post('/api/catalog/locations/by-query', {
          limit: 100,
          query: { type: 'url' },
        }),
        get('/api/catalog/entities/unprocessed/failed'),
        get('/api/catalog/entities/unprocessed/pending'),
        get('/api/catalog/entities?filter=kind=location'),
      ],
      request => audit.reads(request),
    );
    await forEach(
      spread(hidden.locations, target.short ? 4 : 12).flatMap(
        ({ id, target: place }) => {
          const location = { type: 'url', target: place };
          return [
            get(`/api/catalog/locations/${id}`),
            post('/api/catalog/locations/by-query', {
              query: { target: place },
            }),
            post('/api/catalog/locations?dryRun=true', location),
            post('/api/catalog/analyze-location', { location }),
            post('/api/catalog/validate-entity', {
              location: `url:${place}`,
              entity: {
                apiVersion: 'backstage.io/v1alpha1',
                kind: 'Component',
                metadata: { name: 'audit' },
                spec: { type: 'service', lifecycle: 'production', owner: 'x' },
              },
            }),
          ];
        },
      ),
      request => audit.asksAlike(request),
    );
  },
};
