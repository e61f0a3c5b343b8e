import { EstateEntity, refOf, yamlOf } from '../estate/EstateEntity';
import { at, textAt } from '../http/json';
import { jsonOf } from '../http/PortalClient';
import { eventually } from '../portal/eventually';
import { SurfaceAudit } from './SurfaceAudit';
import { SurfaceProbes, get, post } from './SurfaceProbes';

/** A prober's own repository, registered by those who run the portal. */
export type OwnRepository = {
  readonly namespace: string;
  readonly team: string;
  /** Publishes a file and returns its URL. */
  readonly publish: (file: string, text: string) => string;
};

/** In the namespace of a tenant that the prober does not know, and in one of nobody. */
const NAMESPACE_CLAIM = 'claims-namespace';
const claimOf = (prober: string) => `Claimed by ${prober}`;

const PROCESSED_MS = 30_000;
/** The rest of a file follows its first entity soon. */
const SETTLED_MS = 3_000;

/** What a tenant can do to others by what it writes into its own repository. */
export function squatting(
  repositoryOf: (prober: string) => OwnRepository,
): SurfaceProbes {
  return {
    surface: 'catalog squatting',
    probe: async audit => {
      const own = repositoryOf(audit.prober.id);
      const claims = writeClaims(audit, own);
      const text = yamlOf([...Object.values(claims)]);
      const { client, omniscientToken } = audit.target;
      const url = own.publish('claims.yaml', text);
      await client.send(
        post('/api/catalog/locations', { type: 'url', target: url }),
        omniscientToken,
      );
      await eventually(async () => {
        if ((await seen(audit, refOf(claims.marker))) === undefined) {
          throw new Error(`${url} is not processed`);
        }
      }, PROCESSED_MS);
      await new Promise(resolve => setTimeout(resolve, SETTLED_MS));

      for (const claim of [
        claims.taken,
        claims.fresh,
        claims.foreignOwner,
        claims.person,
      ]) {
        const ref = refOf(claim);
        await audit.holds('write', `${url} declares ${ref}`, async () => {
          const entity = await seen(audit, ref);
          return textAt(entity, 'metadata', 'description') ===
            claimOf(audit.prober.id)
            ? 'the catalog took it'
            : undefined;
        });
      }
      const victim = foreignComponent(audit, own);
      await audit.holds(
        'write',
        `${url} declares ${refOf(claims.asksHidden)} that depends on ${
          victim.ref
        }`,
        async () => {
          const entity = await seen(audit, victim.ref);
          return JSON.stringify(at(entity, 'relations')).includes(
            refOf(claims.asksHidden),
          )
            ? `${victim.ref} now has a relation to it`
            : undefined;
        },
      );
      if (claims.takenNamespace) {
        await audit.asksAlike(get(pathOf(claims.takenNamespace)));
      }
      await compareReferences(audit, own, claims, text);
    },
  };
}

/** Something of another tenant, not merely of another group of the prober's own. */
function foreignComponent({ hidden }: SurfaceAudit, own: OwnRepository) {
  const found = hidden.entities.find(
    ({ kind, namespace }) =>
      kind === 'component' &&
      namespace !== own.namespace &&
      namespace !== 'default',
  );
  if (!found) {
    throw new Error('No other tenant has a component');
  }
  return found;
}

function writeClaims(audit: SurfaceAudit, own: OwnRepository) {
  const { hidden, target, prober } = audit;
  const description = claimOf(prober.id);
  const component = foreignComponent(audit, own);
  const [unknownNamespace] = hidden.tenants;
  const [user] = hidden.entities.filter(({ kind }) => kind === 'user');
  const [group] = hidden.entities.filter(({ kind }) => kind === 'group');
  const absent = (text: string) => target.secrets.twin(text, prober.id);
  const entity = (
    name: string,
    namespace: string,
    spec: object = {},
  ): EstateEntity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace, description },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: own.team,
      ...spec,
    },
  });
  return {
    marker: entity('claims-marker', own.namespace),
    taken: entity(component.name, component.namespace),
    fresh: entity(`claims-of-${prober.id}`, component.namespace),
    foreignOwner: entity('claims-owner', own.namespace, { owner: group.ref }),
    person: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: {
        name: user.name,
        namespace: user.namespace,
        description,
      },
      spec: { memberOf: [own.team] },
    },
    ...(unknownNamespace !== undefined && {
      takenNamespace: entity(NAMESPACE_CLAIM, unknownNamespace),
      freeNamespace: entity(NAMESPACE_CLAIM, absent(unknownNamespace)),
    }),
    asksHidden: entity('asks-hidden', own.namespace, {
      dependsOn: [component.ref],
    }),
    asksAbsent: entity('asks-absent', own.namespace, {
      dependsOn: [absent(component.ref)],
    }),
  } satisfies Record<string, EstateEntity>;
}

/** References to hidden and to absent things must fare alike, in the catalog and in refusals. */
async function compareReferences(
  audit: SurfaceAudit,
  own: OwnRepository,
  claims: ReturnType<typeof writeClaims>,
  written: string,
): Promise<void> {
  const alike = (text: string) =>
    audit.target.secrets
      .twin(text, audit.prober.id)
      .replaceAll('asks-hidden', 'asks-absent');
  await audit.comparesAlike(
    get(pathOf(claims.asksHidden)),
    get(pathOf(claims.asksAbsent)),
    alike,
  );
  await audit.comparesAlike(
    get(`${pathOf(claims.asksHidden)}/ancestry`),
    get(`${pathOf(claims.asksAbsent)}/ancestry`),
    alike,
  );
  const refusals = get(
    `/api/tenancy/tenants/${own.namespace}/refusals?limit=100`,
  );
  const { text } = await audit.send(refusals);
  await audit.holds('oracle', `GET ${refusals.path}`, async () => {
    const [hidden, absent] = [claims.asksHidden, claims.asksAbsent].map(claim =>
      text.includes(refOf(claim)),
    );
    return hidden === absent
      ? undefined
      : `lists what names something ${hidden ? 'hidden' : 'absent'} only`;
  });
  await audit.holds('leak', `GET ${refusals.path}`, async () => {
    const found = audit.leaksIn(text, [written]);
    return found && `answers with ${found}`;
  });
}

function pathOf({ metadata }: EstateEntity): string {
  return `/api/catalog/entities/by-name/component/${metadata.namespace}/${metadata.name}`;
}

/** As who sees everything sees it. */
async function seen(audit: SurfaceAudit, ref: string): Promise<unknown> {
  const answer = await audit.target.client.send(
    post('/api/catalog/entities/by-refs', { entityRefs: [ref] }),
    audit.target.omniscientToken,
  );
  return at(jsonOf(answer), 'items', 0) ?? undefined;
}
