import { textAt } from '../http/json';
import { jsonOf } from '../http/PortalClient';
import { Prober } from '../target/Target';
import { SurfaceProbes, forEach, get, post } from './SurfaceProbes';

/** What the audit may ask for in order to see whether a write had an effect. */
export type Witness = {
  /** As the owner of a setting or notification sees it. */
  readonly owners: readonly Prober[];
  /** How many requests other than GET reached a tenant's own services. */
  readonly visitsTo: (prober: string) => number;
  readonly proxied: readonly { prober: string; endpoint: string }[];
};

const FORGED = 'overwritten';

/** Changes to what the other plugins keep for somebody else. */
export function otherWrites(witness: Witness): readonly SurfaceProbes[] {
  return [
    {
      surface: 'scaffolder tasks',
      probe: async audit => {
        const { hidden } = audit;
        const tasks = '/api/scaffolder/v2/tasks';
        await forEach(hidden.scaffolderTasks, async id => {
          for (const request of [
            post(`${tasks}/${id}/cancel`, {}),
            post(`${tasks}/${id}/retry`, {}),
          ]) {
            await audit.writes(request);
            await audit.asksAlike(request);
          }
        });
        const templates = hidden.entities.filter(
          ({ kind }) => kind === 'template',
        );
        await forEach(templates, async ({ ref }) => {
          const request = post(tasks, { templateRef: ref, values: {} });
          await audit.writes(request);
          await audit.asksAlike(request);
        });
      },
    },
    {
      surface: 'notifications inbox',
      probe: async audit => {
        const { hidden, target } = audit;
        const read = async () => {
          const lists = await Promise.all(
            witness.owners
              .filter(({ id }) => id !== audit.prober.id)
              .map(({ token }) =>
                target.client.send(
                  get('/api/notifications/notifications?read=false&limit=100'),
                  token,
                ),
              ),
          );
          const unread = lists.map(list => list.text).join('\n');
          return hidden.notifications.every(id => unread.includes(id))
            ? undefined
            : 'a notification of somebody else is no longer unread';
        };
        for (const path of ['update', 'notifications/update']) {
          for (const change of [{ read: true }, { saved: true }]) {
            const request = post(`/api/notifications/${path}`, {
              ids: hidden.notifications,
              ...change,
            });
            await audit.writes(request, read);
            await audit.asksAlike(request);
          }
        }
        await audit.writes(
          post('/api/notifications/notifications', {
            recipients: { type: 'broadcast' },
            payload: { title: 'Not from the portal' },
          }),
        );
      },
    },
    {
      surface: 'user-settings of others',
      probe: async audit => {
        const { hidden, target } = audit;
        const kept = async () => {
          for (const { bucket, key } of hidden.settings) {
            const path = `/api/user-settings/buckets/${bucket}/keys/${key}`;
            const answers = await Promise.all(
              witness.owners
                .filter(({ id }) => id !== audit.prober.id)
                .map(({ token }) => target.client.send(get(path), token)),
            );
            const values = answers.map(answer =>
              textAt(jsonOf(answer), 'value'),
            );
            if (
              values.every(value => value === undefined || value === FORGED)
            ) {
              return 'the setting of somebody else is changed';
            }
          }
          return undefined;
        };
        for (const { bucket, key } of hidden.settings) {
          const path = `/api/user-settings/buckets/${bucket}/keys/${key}`;
          const put = { method: 'PUT', path, body: { value: FORGED } };
          await audit.writes(put, kept);
          await audit.writes({ method: 'DELETE', path }, kept);
        }
      },
    },
    {
      surface: 'proxy services',
      probe: async audit => {
        const others = witness.proxied.filter(
          ({ prober }) => prober !== audit.prober.id,
        );
        for (const { prober, endpoint } of others) {
          for (const method of ['POST', 'DELETE']) {
            const before = witness.visitsTo(prober);
            await audit.writes(
              {
                method,
                path: `/api/proxy/${endpoint}/settings`,
                ...(method === 'POST' && { body: { enabled: false } }),
              },
              async () =>
                witness.visitsTo(prober) > before
                  ? `it reached the service of ${prober}`
                  : undefined,
            );
          }
        }
      },
    },
    {
      surface: 'events bus',
      probe: async audit => {
        for (const name of audit.hidden.names) {
          await audit.writes(
            post('/api/events/bus/v1/events', {
              event: { topic: `topic-${name}`, payload: { forged: true } },
            }),
          );
          await audit.writes({
            method: 'PUT',
            path: `/api/events/bus/v1/subscriptions/${name}`,
            body: { topics: [`topic-${name}`, 'other'] },
          });
        }
      },
    },
    {
      surface: 'mcp-actions tools',
      probe: async audit => {
        const invoke = (action: string, input: object) =>
          post(
            `/api/${
              action.split(':')[0]
            }/.backstage/actions/v1/actions/${action}/invoke`,
            input,
          );
        const entity = audit.hidden.entities.find(
          ({ kind }) => kind === 'component',
        );
        const [place] = audit.hidden.locations;
        const template = audit.hidden.entities.find(
          ({ kind }) => kind === 'template',
        );
        const requests = [
          ...(entity
            ? [
                invoke('catalog:refresh-catalog-entity', {
                  kind: entity.kind,
                  namespace: entity.namespace,
                  name: entity.name,
                }),
              ]
            : []),
          ...(place
            ? [
                invoke('catalog:register-entity', {
                  locationUrl: place.target,
                }),
              ]
            : []),
          ...(template
            ? [
                invoke('scaffolder:execute-template', {
                  templateRef: template.ref,
                  values: {},
                }),
              ]
            : []),
        ];
        for (const request of requests) {
          await audit.writes(request);
          await audit.asksAlike(request);
        }
      },
    },
  ];
}
