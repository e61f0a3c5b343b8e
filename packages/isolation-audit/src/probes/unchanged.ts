import { at } from '../http/json';
import { SeenEntity, seeEntities, seeLocations } from '../target/observe';
import { SurfaceProbes } from './SurfaceProbes';

/**
 * Compares everybody's things with how they were: for calls of routes of which
 * nobody knows what they do.
 */
export function unchanged(changing: SurfaceProbes): SurfaceProbes {
  return {
    surface: changing.surface,
    probe: async audit => {
      const before = await stateOf(audit.target);
      await changing.probe(audit);
      const after = await stateOf(audit.target);
      await audit.holds(
        'write',
        `every route of ${changing.surface}, with every method, about hidden things`,
        async () => {
          const changed = [...before]
            .filter(([id, state]) => after.get(id) !== state)
            .map(([id]) => id)
            .filter(id => audit.target.secrets.isHidden(id, audit.prober.id));
          return changed.length === 0
            ? undefined
            : `changed or gone: ${changed.slice(0, 5).join(', ')}${
                changed.length > 5 ? ` and ${changed.length - 5} more` : ''
              }`;
        },
      );
    },
  };
}

async function stateOf(
  target: Parameters<SurfaceProbes['probe']>[0]['target'],
): Promise<Map<string, string>> {
  const token = target.omniscientToken;
  if (token === undefined) {
    return new Map();
  }
  const entities = await seeEntities(target.client, token);
  const locations = await seeLocations(target.client, token);
  return new Map([
    ...entities.map(seen => [seen.ref, essence(seen)] as const),
    ...locations.map(
      ({ id, target: place }) => [`location ${place}`, id] as const,
    ),
  ]);
}

/** What authors wrote; what the catalog adds changes by itself. */
function essence({ entity, uid }: SeenEntity): string {
  const metadata = { ...Object(at(entity, 'metadata')), etag: undefined };
  return JSON.stringify([uid, metadata, at(entity, 'spec')]);
}
