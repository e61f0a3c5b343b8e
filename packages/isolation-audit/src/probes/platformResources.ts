import { HiddenThings } from '../target/Target';
import { spread } from '../routes/fillRoute';
import { SurfaceProbes, forEach, get, post, q } from './SurfaceProbes';

const BASE = '/api/platform-resources';
const PARTS = [
  '',
  '/findings',
  '/commits',
  '/nodes',
  '/configuration',
  '/configuration?component=settings',
  '/explain?leaf=topology&component=settings',
  '/files',
];
const LISTS = [
  'applications',
  'changes',
  'bulk-changes',
  'resources',
  'resources/counts',
  'operations',
  'components/adoption',
  'usage',
];

/** Applications, their repositories, and what is proposed to them. */
export const platformResources: SurfaceProbes = {
  surface: 'platform-resources applications',
  probe: async audit => {
    const { hidden, target } = audit;
    await forEach(
      LISTS.flatMap(list => [
        get(`${BASE}/${list}`),
        get(`${BASE}/${list}?limit=1`),
      ]),
      request => audit.reads(request),
    );
    await forEach(
      [
        ...applications(hidden).flatMap(path =>
          PARTS.map(part => get(`${path}${part}`)),
        ),
        ...hidden.changes.map(id => get(`${BASE}/changes/${q(id)}`)),
        ...spread(hidden.entities, target.short ? 4 : 16).flatMap(
          ({ ref, name }) =>
            LISTS.flatMap(list => [
              get(`${BASE}/${list}?application=${q(ref)}`),
              get(`${BASE}/${list}?component=${q(name)}`),
            ]),
        ),
        ...hidden.tenants.flatMap(id =>
          LISTS.map(list => get(`${BASE}/${list}?tenant=${q(id)}`)),
        ),
      ],
      request => audit.asksAlike(request),
    );
  },
};

/** Edits of, and decisions on, what somebody does not see. */
export const platformResourceWrites: SurfaceProbes = {
  surface: 'platform-resources applications',
  probe: async audit => {
    const { hidden } = audit;
    const edits = [{ file: 'topology/node.yaml', content: 'vars: {}' }];
    await forEach(
      [
        ...applications(hidden).flatMap(path => [
          post(`${path}/refresh`, {}),
          post(`${path}/preview`, { edits }),
          post(`${path}/changes`, { title: 'Overwrite', edits }),
        ]),
        ...hidden.changes.flatMap(id =>
          ['approve', 'reject', 'merge', 'withdraw', 'replan', 'roll-back'].map(
            what => post(`${BASE}/changes/${q(id)}/${what}`, {}),
          ),
        ),
      ],
      async request => {
        await audit.writes(request);
        await audit.asksAlike(request);
      },
    );
  },
};

function applications({ entities }: HiddenThings): string[] {
  return entities
    .filter(({ kind }) => kind === 'system')
    .map(
      ({ kind, namespace, name }) =>
        `${BASE}/applications/${kind}/${q(namespace)}/${q(name)}`,
    );
}
