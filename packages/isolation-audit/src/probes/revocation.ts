import { listAt } from '../http/json';
import { PortalRequest, jsonOf } from '../http/PortalClient';
import { eventually } from '../portal/eventually';
import { SurfaceAudit } from './SurfaceAudit';
import { SurfaceProbes, get } from './SurfaceProbes';

/** How access is taken away from a prober, and given back. */
export type Revocation = {
  readonly leaveGroups: (prober: string | undefined) => void;
  readonly suspendTenant: (prober: string | undefined) => Promise<void>;
  /** A component that only the prober's tenant sees. */
  readonly ownComponent: (prober: string) => {
    readonly namespace: string;
    readonly name: string;
    /** Finds it in search. */
    readonly term: string;
  };
};

const PROMISED_MS = 5_000;
/** The catalog reads the organisation every few seconds; that is not part of the promise. */
const CATALOG_MS = 40_000;

/** Who leaves, or whose tenant is suspended, is out within 5 seconds with the token they have. */
export function revocation(revoke: Revocation): SurfaceProbes {
  return {
    surface: 'revocation',
    probe: async audit => {
      const { id } = audit.prober;
      const mine = revoke.ownComponent(id);
      await revoke.suspendTenant(id);
      await outWithin(audit, mine, 'the tenant is suspended');
      await revoke.suspendTenant(undefined);

      revoke.leaveGroups(id);
      await catalogForgets(audit);
      await outWithin(audit, mine, 'the prober left their groups');
      revoke.leaveGroups(undefined);
    },
  };
}

async function outWithin(
  audit: SurfaceAudit,
  { namespace, name, term }: ReturnType<Revocation['ownComponent']>,
  after: string,
): Promise<void> {
  const requests: PortalRequest[] = [
    get(`/api/catalog/entities/by-name/component/${namespace}/${name}`),
    get('/api/catalog/entities/by-query?filter=kind=component&limit=500'),
    get('/api/catalog/entity-facets?facet=metadata.name'),
    get(`/api/search/query?term=${term}&types[0]=software-catalog`),
    get('/api/tenancy/tenants'),
  ];
  const since = Date.now();
  await Promise.all(
    requests.map(request =>
      audit.holds('leak', `GET ${request.path} after ${after}`, async () => {
        const told = async () => {
          const { status, text } = await audit.send(request);
          // The term searched for is not told by being repeated.
          return status === 200 && tells(text, namespace, name);
        };
        try {
          await eventually(async () => {
            if (await told()) {
              throw new Error('still told');
            }
          }, PROMISED_MS - (Date.now() - since));
          return undefined;
        } catch {
          return `still tells of ${namespace}/${name} ${
            PROMISED_MS / 1000
          } s later`;
        }
      }),
    ),
  );
}

function tells(text: string, namespace: string, name: string): boolean {
  return (
    text.includes(`"name":"${name}"`) ||
    text.includes(`"value":"${name}"`) ||
    text.includes(`/${name}"`) ||
    text.includes(`"id":"${namespace}"`)
  );
}

async function catalogForgets({ prober, target }: SurfaceAudit): Promise<void> {
  const path = `/api/catalog/entities/by-name/user/default/${prober.id}`;
  await eventually(async () => {
    const answer = await target.client.send(get(path), target.omniscientToken);
    if (listAt(jsonOf(answer), 'relations').length > 0) {
      throw new Error(`The catalog has not read the organisation again`);
    }
  }, CATALOG_MS);
}
