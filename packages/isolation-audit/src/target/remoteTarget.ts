import { textAt } from '../http/json';
import { PortalClient } from '../http/PortalClient';
import { Secrets } from '../secrets/Secrets';
import { SeenEntity, seeEntities, seeIds, seeLocations } from './observe';
import { HiddenThings, Prober, Target, VisibleThings } from './Target';

/** Shorter texts occur by accident. */
const TELLING_LENGTH = 12;

export type RemoteOptions = {
  readonly url: string;
  /** Of two people who share little. */
  readonly tokens: readonly [string, string];
  readonly operatorToken?: string;
  readonly short: boolean;
};

/**
 * A portal that people use. What a prober may not see is what the other prober or
 * the operator sees in the catalog and they do not. Nothing is changed.
 */
export async function remoteTarget(options: RemoteOptions): Promise<Target> {
  const client = new PortalClient(options.url);
  const probers = options.tokens.map(proberOf);
  if (probers[0].userEntityRef === probers[1].userEntityRef) {
    throw new Error(
      `Both tokens belong to ${probers[0].userEntityRef}: give those of two people`,
    );
  }
  const secrets = new Secrets();
  const views = new Map<string, readonly SeenEntity[]>();
  for (const { id, token } of probers) {
    views.set(id, await seeEntities(client, token));
  }
  const all = new Map<string, SeenEntity>();
  const operatorsView = options.operatorToken
    ? await seeEntities(client, options.operatorToken)
    : [];
  for (const seen of [...operatorsView, ...[...views.values()].flat()]) {
    all.set(seen.ref, seen);
  }
  learn(secrets, [...all.values()], views);

  const hidden = new Map<string, HiddenThings>();
  const visible = new Map<string, VisibleThings>();
  for (const prober of probers) {
    const own = views.get(prober.id) ?? [];
    const known = new Set(own.map(({ ref }) => ref));
    const others = probers.filter(({ id }) => id !== prober.id);
    const idsOf = async (path: string, list: string) => {
      const ids: string[] = [];
      for (const { id, token } of others) {
        for (const found of await seeIds(client, token, path, list)) {
          ids.push(found);
          secrets.add({
            word: found,
            what: `id from ${path}, of ${id}`,
            visibleTo: new Set([id]),
          });
        }
      }
      return ids.slice(0, 10);
    };
    hidden.set(prober.id, {
      entities: [...all.values()].filter(({ ref }) => !known.has(ref)),
      locations: options.operatorToken
        ? await hiddenLocations(client, options.operatorToken, secrets, prober)
        : [],
      scaffolderTasks: await idsOf('/api/scaffolder/v2/tasks', 'tasks'),
      notifications: await idsOf(
        '/api/notifications/notifications',
        'notifications',
      ),
      tenants: await idsOf('/api/tenancy/tenants', 'items'),
      settings: [],
      registrations: [],
      requests: await idsOf('/api/feature-requests/requests', 'items'),
      comments: [],
      changes: await idsOf('/api/platform-resources/changes', 'items'),
      names: [],
    });
    visible.set(prober.id, {
      entities: own,
      requests: await seeIds(
        client,
        prober.token,
        '/api/feature-requests/requests',
        'items',
      ),
    });
  }
  for (const { id } of probers) {
    if (hidden.get(id)?.entities.length === 0) {
      throw new Error(
        `${id} sees every entity that anybody here sees, so that nothing can be found to be hidden from them. Give the token of somebody of another tenant, and --operator-token`,
      );
    }
  }
  return {
    client,
    probers,
    omniscientToken: options.operatorToken,
    secrets,
    hidden,
    visible,
    short: options.short,
    mayWrite: false,
  };
}

/** A token says whose it is; whether that is true the portal finds out. */
function proberOf(token: string): Prober {
  const [, payload] = token.split('.');
  let claims: unknown;
  try {
    claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
  } catch {
    claims = undefined;
  }
  const subject = textAt(claims, 'sub');
  if (subject === undefined) {
    throw new Error(
      'A --token is not the Backstage token of a user: copy one from the authorization header of a request that the portal’s page makes',
    );
  }
  return { id: subject, userEntityRef: subject, token };
}

function learn(
  secrets: Secrets,
  entities: readonly SeenEntity[],
  views: ReadonlyMap<string, readonly SeenEntity[]>,
): void {
  const texts = new Map(
    [...views].map(([id, seen]) => [
      id,
      JSON.stringify(seen.map(({ entity }) => entity)).toLowerCase(),
    ]),
  );
  const refs = new Map(
    [...views].map(([id, seen]) => [id, new Set(seen.map(({ ref }) => ref))]),
  );
  for (const { ref, uid, name, entity } of entities) {
    const seers = new Set(
      [...refs].filter(([, seen]) => seen.has(ref)).map(([id]) => id),
    );
    secrets.add({ word: ref, what: ref, visibleTo: seers });
    secrets.add({ word: uid, what: `uid of ${ref}`, visibleTo: seers });
    secrets.add({ word: name, what: ref, visibleTo: seers, common: true });
    for (const field of ['title', 'description']) {
      const text = textAt(entity, 'metadata', field)?.trim().toLowerCase();
      if (text !== undefined && text.length >= TELLING_LENGTH) {
        // What others write as well is no secret of this entity's.
        const readers = [...texts].filter(([, view]) =>
          view.includes(JSON.stringify(text).slice(1, -1)),
        );
        secrets.add({
          word: text,
          what: `${field} of ${ref}`,
          visibleTo: new Set([...seers, ...readers.map(([id]) => id)]),
        });
      }
    }
  }
}

async function hiddenLocations(
  client: PortalClient,
  operatorToken: string,
  secrets: Secrets,
  prober: Prober,
) {
  const [all, own] = await Promise.all([
    seeLocations(client, operatorToken),
    seeLocations(client, prober.token),
  ]);
  const known = new Set(own.map(({ id }) => id));
  const hidden = all.filter(({ id }) => !known.has(id));
  for (const { id, target } of hidden) {
    secrets.add({
      word: id,
      what: `id of location ${target}`,
      visibleTo: new Set(),
    });
    secrets.add({
      word: target,
      what: `location ${target}`,
      visibleTo: new Set(),
    });
  }
  return hidden;
}
