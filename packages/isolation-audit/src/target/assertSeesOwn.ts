import { titleWordOf } from '../estate/EstateEntity';
import { PortalRequest } from '../http/PortalClient';
import { DemoPortal } from '../portal/DemoPortal';
import { applicationPath } from '../portal/seedApplication';
import { SeededThings } from '../portal/seedPortal';
import { Prober } from './Target';

/**
 * A portal that shows nobody anything leaks nothing either. Everybody has to find
 * their own on every surface where something of others is looked for.
 *
 * @throws Error that names what does not show
 */
export async function assertSeesOwn(
  portal: DemoPortal,
  probers: readonly Prober[],
  owned: ReadonlyMap<string, SeededThings>,
): Promise<void> {
  for (const prober of probers) {
    const things = owned.get(prober.id);
    if (!things) {
      throw new Error(`${prober.id} was given nothing to look at`);
    }
    for (const [request, word] of ownThings(portal, prober, things)) {
      const answer = await portal.client.send(request, prober.token);
      if (answer.status !== 200 || !answer.text.includes(word)) {
        throw new Error(
          `${prober.id} does not find their own “${word}”, so that what they do not find of others means nothing: ${request.method} ${request.path} answers ${answer.status}`,
        );
      }
    }
  }
}

function ownThings(
  portal: DemoPortal,
  { id }: Prober,
  things: SeededThings,
): [PortalRequest, string][] {
  const { application, documented, texts, team } = portal.estate.tenantOf(id);
  const { namespace, name } = documented.metadata;
  const of = `${namespace}/component/${name}`;
  const get = (path: string): PortalRequest => ({ method: 'GET', path });
  const [task] = things.scaffolderTasks;
  const [notification] = things.notifications;
  const [{ bucket, key }] = things.settings;
  return [
    [get(`/api/catalog/entities/by-name/component/${namespace}/${name}`), name],
    [get('/api/catalog/entities'), name],
    [get('/api/catalog/entities/by-query?limit=500'), name],
    [get('/api/catalog/entity-facets?facet=metadata.name'), name],
    [get(`/api/catalog/entities?filter=relations.ownedby=${team}`), name],
    [
      get(
        `/api/search/query?term=${titleWordOf(
          documented,
        )}&types[0]=software-catalog`,
      ),
      `component/${name}"`,
    ],
    [get(`/api/search/query?term=${texts.docs}&types[0]=techdocs`), name],
    [get(`/api/techdocs/static/docs/${of}/index.html`), texts.docs],
    [get(`/api/techdocs/metadata/techdocs/${of}`), texts.docs],
    [get(`/api/scaffolder/v2/tasks/${task}`), texts.taskValue],
    [get('/api/scaffolder/v2/tasks'), task],
    [get('/api/notifications/notifications'), notification],
    [get(`/api/notifications/notifications/${notification}`), notification],
    [get(`/api/user-settings/buckets/${bucket}/keys/${key}`), texts.setting],
    [get(`/api/feature-requests/requests/${things.requests[0]}`), texts.wish],
    [get(`/api/feature-requests/requests?text=${texts.wish}`), texts.wish],
    [get(`${applicationPath(application)}/nodes`), texts.node],
    [get('/api/platform-resources/changes'), texts.change],
    ...(portal.hasTenancy
      ? ([
          [get('/api/tenancy/tenants'), texts.title],
          [get(`/api/tenancy/tenants/${namespace}/members`), id],
          ...things.registrations.map(
            (registration): [PortalRequest, string] => [
              get(`/api/tenancy/tenants/${namespace}/locations`),
              registration.id,
            ],
          ),
        ] satisfies [PortalRequest, string][])
      : []),
  ];
}
