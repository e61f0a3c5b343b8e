import { SurfaceProbes, forEach, get, post } from './SurfaceProbes';
import { spread } from '../routes/fillRoute';

/** What visible entities tell of hidden ones: in relations, spec, ancestry and where they came from. */
export const catalogReferences: SurfaceProbes = {
  surface: 'catalog references',
  probe: async audit => {
    const visible = spread(
      audit.visible.entities,
      audit.target.short ? 20 : 60,
    );
    await forEach(
      visible.flatMap(({ ref, uid, kind, namespace, name }) => {
        const path = `/api/catalog/entities/by-name/${kind}/${namespace}/${name}`;
        return [
          get(path),
          get(`${path}/ancestry`),
          get(`/api/catalog/entities/by-uid/${uid}`),
          post('/api/catalog/entities/by-refs', { entityRefs: [ref] }),
          post('/api/catalog/entities/by-refs', {
            entityRefs: [ref],
            fields: ['relations', 'spec'],
          }),
        ];
      }),
      request => audit.reads(request),
    );
  },
};
