import { listAt, textAt } from '../http/json';
import { jsonOf } from '../http/PortalClient';
import { Prober } from '../target/Target';
import { OwnRepository } from './squatting';
import { SurfaceAudit } from './SurfaceAudit';
import { SurfaceProbes, forEach, get, post, q } from './SurfaceProbes';

/**
 * What members of tenants register themselves: files of others, and what one's
 * own file makes the portal tell.
 *
 * @param owners - who sees whether something of theirs is gone
 */
export function registrations(
  repositoryOf: (prober: string) => OwnRepository,
  owners: readonly Prober[],
): SurfaceProbes {
  return {
    surface: 'tenancy repositories',
    probe: async audit => {
      const { hidden } = audit;
      const own = repositoryOf(audit.prober.id);
      const ownLocations = `/api/tenancy/tenants/${q(own.namespace)}/locations`;
      await forEach(
        hidden.tenants.flatMap(id => [
          get(`/api/tenancy/tenants/${q(id)}/locations`),
          post(`/api/tenancy/tenants/${q(id)}/locations`, {
            target: own.publish('other.yaml', ''),
          }),
        ]),
        request => audit.asksAlike(request),
      );
      // Hidden files, and files that are not there, are both not one's own.
      await forEach(
        hidden.locations.flatMap(({ target }) =>
          [true, false].map(dryRun => post(ownLocations, { target, dryRun })),
        ),
        request => audit.asksAlike(request),
      );
      await forEach(hidden.registrations, async ({ tenant, id }) => {
        for (const locations of [
          ownLocations,
          `/api/tenancy/tenants/${q(tenant)}/locations`,
        ]) {
          const request = { method: 'DELETE', path: `${locations}/${q(id)}` };
          await audit.writes(request, async () =>
            (await isListed(audit, owners, tenant, id))
              ? undefined
              : 'it is gone',
          );
          await audit.asksAlike(request);
        }
      });
      await tryFiles(audit, own, ownLocations);
    },
  };
}

/** A file that names something hidden, and one that names something absent. */
async function tryFiles(
  audit: SurfaceAudit,
  own: OwnRepository,
  path: string,
): Promise<void> {
  const { target, prober, hidden } = audit;
  const victims = ['component', 'group', 'user'].flatMap(kind =>
    hidden.entities
      .filter(
        entity => entity.kind === kind && entity.namespace !== own.namespace,
      )
      .slice(0, 2),
  );
  for (const [index, { ref }] of victims.entries()) {
    const named = [ref, target.secrets.twin(ref, prober.id)];
    const [asksHidden, asksAbsent] = named.map((claimed, which) =>
      post(path, {
        target: own.publish(
          `names-${index}-${which}.yaml`,
          JSON.stringify(claimOn(claimed, own)),
        ),
        dryRun: true,
      }),
    );
    await audit.comparesAlike(
      asksHidden,
      asksAbsent,
      text =>
        target.secrets
          .twin(text, prober.id)
          .replaceAll(`names-${index}-0`, `names-${index}-1`),
      [ref],
    );
  }
}

/** An entity that takes a component's or person's name, or is owned by a group. */
function claimOn(ref: string, own: OwnRepository): object {
  const [kind, place] = ref.split(':');
  const [namespace, name] = place.split('/');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind === 'user' ? 'User' : 'Component',
    metadata:
      kind === 'group'
        ? { name: 'claims-group', namespace: own.namespace }
        : { name, namespace },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: kind === 'group' ? ref : own.team,
      ...(kind === 'user' && { memberOf: [own.team] }),
    },
  };
}

async function isListed(
  { target }: SurfaceAudit,
  owners: readonly Prober[],
  tenant: string,
  id: string,
): Promise<boolean> {
  for (const { token } of owners) {
    const answer = await target.client.send(
      get(`/api/tenancy/tenants/${q(tenant)}/locations?limit=100`),
      token,
    );
    if (
      listAt(jsonOf(answer), 'items').some(item => textAt(item, 'id') === id)
    ) {
      return true;
    }
  }
  return false;
}
