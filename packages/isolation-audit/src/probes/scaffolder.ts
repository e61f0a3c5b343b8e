import { SurfaceProbes, forEach, get, post, q } from './SurfaceProbes';
import { spread } from '../routes/fillRoute';

/** Tasks and templates of others, and what actions can be made to read. */
export const scaffolder: SurfaceProbes = {
  surface: 'scaffolder tasks',
  probe: async audit => {
    const { hidden, target } = audit;
    const tasks = '/api/scaffolder/v2/tasks';
    await forEach(
      [
        tasks,
        `${tasks}?limit=100`,
        `${tasks}?order=desc:created_at`,
        `${tasks}?status=completed`,
        '/api/scaffolder/v2/actions',
        '/api/scaffolder/v2/templating-extensions',
      ].map(get),
      request => audit.reads(request),
    );
    await forEach(
      hidden.scaffolderTasks.flatMap(id => [
        get(`${tasks}/${id}`),
        get(`${tasks}/${id}/events`),
        get(`${tasks}/${id}/events?after=0`),
        get(`${tasks}/${id}/eventstream`),
      ]),
      request => audit.asksAlike(request),
    );
    const users = hidden.entities.filter(({ kind }) => kind === 'user');
    await forEach(
      spread(users, 6).map(({ ref }) => get(`${tasks}?createdBy=${q(ref)}`)),
      request => audit.asksAlike(request),
    );
    await forEach(
      spread(hidden.entities, target.short ? 4 : 12).flatMap(
        ({ ref, kind, namespace, name }) => [
          get(
            `/api/scaffolder/v2/templates/${namespace}/${kind}/${name}/parameter-schema`,
          ),
          post('/api/scaffolder/v2/dry-run', readsEntity(ref)),
          post('/api/scaffolder/v2/autocomplete/github/repositories', {
            token: name,
            context: { owner: name },
          }),
        ],
      ),
      request => audit.asksAlike(request),
    );
  },
};

/** A template of the prober's own, which asks the catalog for somebody else's entity. */
function readsEntity(entityRef: string): object {
  return {
    template: {
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      kind: 'Template',
      metadata: { name: 'audit' },
      spec: {
        type: 'service',
        steps: [
          {
            id: 'fetch',
            action: 'catalog:fetch',
            input: { entityRef, optional: true },
          },
          {
            id: 'say',
            action: 'debug:log',
            // eslint-disable-next-line no-template-curly-in-string
            input: {
              message: 'Found: ${{ steps.fetch.output.entity | dump }}',
            },
          },
        ],
      },
    },
    values: {},
    directoryContents: [],
  };
}
