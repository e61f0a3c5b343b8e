import { at, listAt, textAt } from '../http/json';
import { PortalClient, jsonOf } from '../http/PortalClient';
import { EntityName, Place } from './Target';

const PAGE = 500;
/** Enough to find leaks in; a larger catalog repeats itself. */
const MOST_ENTITIES = 5_000;

/** An entity as a caller sees it. */
export type SeenEntity = EntityName & { readonly entity: unknown };

/** All entities that a token sees. */
export async function seeEntities(
  client: PortalClient,
  token: string,
): Promise<SeenEntity[]> {
  const found: SeenEntity[] = [];
  let query = `limit=${PAGE}`;
  while (found.length < MOST_ENTITIES) {
    const answer = await client.send(
      { method: 'GET', path: `/api/catalog/entities/by-query?${query}` },
      token,
    );
    if (answer.status !== 200) {
      throw new Error(
        `The catalog cannot be listed: it answers ${
          answer.status
        } ${answer.text.slice(0, 200)}`,
      );
    }
    const page = jsonOf(answer);
    found.push(...listAt(page, 'items').flatMap(nameOf));
    const cursor = textAt(page, 'pageInfo', 'nextCursor');
    if (cursor === undefined) {
      break;
    }
    query = `limit=${PAGE}&cursor=${encodeURIComponent(cursor)}`;
  }
  return found.sort((a, b) => (a.ref < b.ref ? -1 : 1));
}

function nameOf(entity: unknown): SeenEntity[] {
  const kind = textAt(entity, 'kind')?.toLowerCase();
  const name = textAt(entity, 'metadata', 'name');
  const uid = textAt(entity, 'metadata', 'uid');
  if (kind === undefined || name === undefined || uid === undefined) {
    return [];
  }
  const namespace = textAt(entity, 'metadata', 'namespace') ?? 'default';
  const ref = `${kind}:${namespace}/${name}`.toLowerCase();
  return [{ ref, kind, namespace, name, uid, entity }];
}

/** All registered locations, or none where the token may not list them. */
export async function seeLocations(
  client: PortalClient,
  token: string,
): Promise<Place[]> {
  const answer = await client.send(
    { method: 'GET', path: '/api/catalog/locations' },
    token,
  );
  const list = jsonOf(answer);
  return (Array.isArray(list) ? list : []).flatMap((item: unknown) => {
    const id = textAt(item, 'data', 'id');
    const target = textAt(item, 'data', 'target');
    return id !== undefined && target !== undefined ? [{ id, target }] : [];
  });
}

/** Ids below `list` of a route's answer, or none where it is not there. */
export async function seeIds(
  client: PortalClient,
  token: string,
  path: string,
  list: string,
): Promise<string[]> {
  const answer = await client.send({ method: 'GET', path }, token);
  return listAt(at(jsonOf(answer)), list).flatMap(
    item => textAt(item, 'id') ?? [],
  );
}
