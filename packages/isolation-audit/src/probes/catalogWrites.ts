import { at } from '../http/json';
import { PortalRequest, jsonOf } from '../http/PortalClient';
import { SurfaceAudit } from './SurfaceAudit';
import { SurfaceProbes, forEach, get, post } from './SurfaceProbes';
import { spread } from '../routes/fillRoute';

/** Changes to entities and places of others, and places registered in their name. */
export const catalogWrites: SurfaceProbes = {
  surface: 'catalog writes',
  probe: async audit => {
    const { hidden, target, prober } = audit;
    const few = target.short ? 3 : 8;
    await forEach(spread(hidden.entities, few), async ({ ref }) => {
      const refresh = post('/api/catalog/refresh', { entityRef: ref });
      await audit.writes(refresh);
      await audit.asksAlike(refresh);
    });
    await forEach(
      spread(hidden.locations, few).flatMap(({ target: place }) => [
        post('/api/catalog/locations', { type: 'url', target: place }),
        post('/api/catalog/locations', { type: 'file', target: place }),
      ]),
      request => audit.asksAlike(request),
    );
    await forEach(spread(hidden.locations, 4), ({ target: place }) =>
      // A file beside somebody else's, that nobody has registered yet.
      audit.writes(
        post('/api/catalog/locations', {
          type: 'url',
          target: target.secrets.twin(place, prober.id).replace('zq', 'zx'),
        }),
      ),
    );
    await destroy(audit);
  },
};

/** Last: where it works, there is less to look at afterwards. */
async function destroy(audit: SurfaceAudit): Promise<void> {
  const { hidden, target, prober } = audit;
  const own = target.probers.findIndex(({ id }) => id === prober.id);
  const isThere = async (path: string) => {
    const answer = await target.client.send(get(path), target.omniscientToken);
    return answer.status === 200;
  };
  const destroys = async (request: PortalRequest, path: string) => {
    if (await isThere(path)) {
      await audit.writes(request, async () =>
        (await isThere(path)) ? undefined : 'it is gone',
      );
    }
  };
  // Each prober has things of its own to try it with, so that all have some.
  const apart = <T>(things: readonly T[]) =>
    things.filter((_, index) => index % target.probers.length === own);

  const components = apart(
    hidden.entities.filter(({ kind }) => kind === 'component'),
  );
  for (const { uid } of components.slice(0, 2)) {
    const path = `/api/catalog/entities/by-uid/${uid}`;
    await destroys({ method: 'DELETE', path }, path);
  }
  for (const { uid } of components.slice(2, 3)) {
    await destroys(
      {
        method: 'DELETE',
        path: `/api/catalog/entities/unprocessed/delete/${uid}`,
      },
      `/api/catalog/entities/by-uid/${uid}`,
    );
  }
  const places = apart(hidden.locations);
  for (const { id, target: place } of places.slice(-2, -1)) {
    const path = `/api/catalog/locations/${id}`;
    const moved = { type: 'url', target: `${place}?moved` };
    await audit.writes({ method: 'PUT', path, body: moved }, async () => {
      const answer = await target.client.send(
        get(path),
        target.omniscientToken,
      );
      return at(jsonOf(answer), 'target') === place
        ? undefined
        : `it is now ${answer.text}`;
    });
  }
  for (const { id } of places.slice(-1)) {
    const path = `/api/catalog/locations/${id}`;
    await destroys({ method: 'DELETE', path }, path);
  }
}
