import { refOf } from '../estate/EstateEntity';
import { textAt } from '../http/json';
import { jsonOf } from '../http/PortalClient';
import { Prober } from '../target/Target';
import { DemoPortal } from './DemoPortal';
import { succeed } from './succeed';

const REQUESTS = '/api/feature-requests/requests';

/** A request that a tenant keeps to itself, one for everybody, and votes on those of others. */
export async function seedBoard(
  portal: DemoPortal,
  prober: Prober,
): Promise<{ requests: string[]; comments: string[] }> {
  const { estate } = portal;
  const { plan, texts, documented } = estate.tenantOf(prober.id);
  const send = async (method: string, path: string, body?: object) =>
    textAt(
      jsonOf(await succeed(portal, { method, path, body }, prober.token)),
      'id',
    ) ?? '';
  const file = (title: string, visibility: string, more: object) =>
    send('POST', REQUESTS, {
      title: `Wish ${title}`,
      visibility,
      about: refOf(documented),
      vote: { importance: 'critical', why: `Because of ${texts.why}` },
      ...more,
    });
  const own = await file(texts.wish, 'tenant', {
    description: `All about ${texts.wish}`,
    tags: [texts.wishTag],
    links: [{ url: `https://links.example/${texts.wish}`, title: texts.wish }],
  });
  const comments = await seedComments(portal, prober, own);
  const open = await file(texts.openWish, 'shared', {
    description: `Everybody may know ${texts.openWish}`,
  });
  estate.openRequests.push(open);
  for (const id of estate.openRequests) {
    await send('PUT', `${REQUESTS}/${id}/vote`, {
      why: `Because of ${texts.why}`,
    });
  }
  const visibleTo = new Set([plan.prober]);
  const about = (what: string) => `id of a ${what} of ${plan.prober}`;
  estate.secrets.add({ word: own, what: about('feature request'), visibleTo });
  for (const word of comments) {
    estate.secrets.add({ word, what: about('comment'), visibleTo });
  }
  return { requests: [own], comments };
}

async function seedComments(
  portal: DemoPortal,
  prober: Prober,
  request: string,
): Promise<string[]> {
  const { texts } = portal.estate.tenantOf(prober.id);
  const answer = await portal.client.send(
    {
      method: 'POST',
      path: `${REQUESTS}/${request}/comments`,
      body: { text: `Also ${texts.comment}` },
    },
    prober.token,
  );
  const id = textAt(jsonOf(answer), 'id');
  return id === undefined ? [] : [id];
}
