import { TestDatabases } from '@backstage/backend-test-utils';
import { TestPortal } from './__testUtils__/TestPortal';
import { eventually } from './__testUtils__/eventually';

const group = (namespace: string, name: string) => `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: ${name}, namespace: ${namespace} }
spec: { type: team, children: [] }
`;

const user = (name: string, memberOf: string) => `
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ${name} }
spec: { memberOf: [${memberOf}] }
`;

const component = (namespace: string, name: string, annotations = '') => `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name}, namespace: ${namespace}, annotations: {${annotations}} }
spec: { type: service, lifecycle: production, owner: group:${namespace}/${namespace} }
`;

const organisation = [
  group('platform', 'operators'),
  group('default', 'audit'),
  group('payments', 'payments'),
  group('cards', 'cards'),
  user('olga', 'group:platform/operators'),
  user('oscar', 'group:platform/operators'),
  user('adam', 'group:default/audit'),
  user('petra', 'group:payments/payments'),
  component('payments', 'checkout'),
  component('payments', 'ledger', "'commonhold.io/visibility': private"),
  component('cards', 'wallet'),
  component('cards', 'design', "'commonhold.io/visibility': shared"),
].join('---');

const tenants = () =>
  ['payments', 'cards']
    .map(
      id => `
apiVersion: commonhold.io/v1alpha1
kind: Tenant
metadata: { name: ${id}, title: ${id} }
spec:
  groups: [group:${id}/${id}]
  namespaces: [${id}]
`,
    )
    .join('---');

const COMPONENTS =
  '/api/catalog/entities/by-query?filter=kind=component&orderField=metadata.name,asc&fields=metadata.name';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('view as on %s', database => {
  let portal: TestPortal;

  const components = async (persona: string): Promise<string[]> => {
    const { body } = await portal.get(persona, COMPONENTS);
    return body.items.map((entity: any) => entity.metadata.name);
  };

  const viewAs = async (persona: string, tenantId: string) =>
    portal.as(persona, 'PUT', '/api/tenancy/view-as', { tenantId });

  const stop = async (persona: string) =>
    portal.as(persona, 'DELETE', '/api/tenancy/view-as');

  const me = async (persona: string) =>
    (await portal.get(persona, '/api/tenancy/me')).body;

  beforeAll(async () => {
    portal = await TestPortal.start({
      database,
      organisation,
      tenants,
      personas: ['olga', 'oscar', 'adam', 'petra'],
    });
    await portal.tenantsLoaded();
    await eventually(async () => {
      const seen = [
        ...(await components('olga')),
        ...(await components('petra')),
      ];
      if (seen.length !== 7) {
        throw new Error(`The catalog has not everything yet: ${seen}`);
      }
    });
  });

  afterEach(async () => {
    await stop('olga');
  });

  afterAll(async () => {
    await portal?.stop();
  });

  it('shows an operator what a member sees, at once, and not what is private to a group', async () => {
    const { status, body } = await viewAs('olga', 'payments');
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: 'payments', title: 'payments' });
    expect(Date.parse(body.until) - Date.parse(body.since)).toBe(3_600_000);

    expect(await components('olga')).toEqual(['checkout', 'design']);
    expect(await me('olga')).toMatchObject({
      operator: false,
      tenants: [{ id: 'payments', role: 'member' }],
      viewingAs: { id: 'payments', title: 'payments', since: body.since },
    });
    const hidden = await portal.get(
      'olga',
      '/api/catalog/entities/by-name/component/cards/wallet',
    );
    expect(hidden.status).toBe(404);
    const { body: list } = await portal.get('olga', '/api/tenancy/tenants');
    expect(list.items.map((tenant: any) => tenant.id)).toEqual(['payments']);
    const devtools = await portal.get('olga', '/api/devtools/info');
    expect(devtools.status).toBe(404);
  });

  it('narrows what one operator sees, not what others do', async () => {
    await viewAs('olga', 'payments');
    expect(await components('oscar')).toHaveLength(4);
    expect((await me('oscar')).viewingAs).toBeNull();
  });

  it('shows all again when it is stopped', async () => {
    await viewAs('olga', 'payments');
    expect((await stop('olga')).status).toBe(204);
    expect(await components('olga')).toHaveLength(4);
    expect(await me('olga')).toMatchObject({ operator: true, viewingAs: null });
    expect((await stop('olga')).status).toBe(204);
  });

  it('changes nothing while it lasts, and says why', async () => {
    await viewAs('olga', 'payments');
    const { body: entity } = await portal.get(
      'olga',
      '/api/catalog/entities/by-name/component/payments/checkout',
    );
    for (const [method, url, body] of [
      ['DELETE', `/api/catalog/entities/by-uid/${entity.metadata.uid}`],
      [
        'POST',
        '/api/catalog/refresh',
        { entityRef: 'component:payments/checkout' },
      ],
      ['POST', '/api/tenancy/tenants/payments/suspend'],
      ['PUT', '/api/tenancy/view-as', { tenantId: 'cards' }],
    ] as const) {
      const answer = await portal.as('olga', method, url, body);
      expect(answer.status).toBe(403);
      expect(answer.body.error.message).toContain('Stop viewing first');
    }
    const answer = await portal.as(
      'olga',
      'POST',
      '/api/permission/authorize',
      {
        items: [
          {
            id: '1',
            permission: {
              type: 'basic',
              name: 'scaffolder.task.create',
              attributes: { action: 'create' },
            },
          },
        ],
      },
    );
    expect(answer.body.items).toEqual([{ id: '1', result: 'DENY' }]);
  });

  it('still asks questions by POST', async () => {
    await viewAs('olga', 'payments');
    const { status, body } = await portal.as(
      'olga',
      'POST',
      '/api/catalog/entities/by-refs',
      {
        entityRefs: ['component:payments/checkout', 'component:cards/wallet'],
        fields: ['metadata.name'],
      },
    );
    expect(status).toBe(200);
    expect(body.items.map((item: any) => item?.metadata.name ?? null)).toEqual([
      'checkout',
      null,
    ]);
  });

  it('is for operators: to others there is no such thing', async () => {
    for (const persona of ['petra', 'adam']) {
      expect((await viewAs(persona, 'cards')).status).toBe(404);
      expect((await stop(persona)).status).toBe(204);
    }
    expect(await components('petra')).toEqual(['checkout', 'design', 'ledger']);
    const unknown = await viewAs('olga', 'nobody');
    expect(unknown.status).toBe(404);
    expect(unknown.body.error.message).toBe('There is no tenant "nobody"');
  });

  it('is noted in the log of the tenant, without a name for its members', async () => {
    const log = async (persona: string) =>
      (
        await portal.get(persona, '/api/tenancy/tenants/payments/events')
      ).body.items
        .slice(0, 2)
        .map((event: any) => [event.action, event.role, event.actor]);
    await viewAs('olga', 'payments');
    await stop('olga');
    expect(await log('oscar')).toEqual([
      ['view-as-end', 'operator', 'user:default/olga'],
      ['view-as', 'operator', 'user:default/olga'],
    ]);
    expect(await log('petra')).toEqual([
      ['view-as-end', 'operator', null],
      ['view-as', 'operator', null],
    ]);
  });
});
