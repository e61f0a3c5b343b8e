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

const organisation = [
  group('platform', 'operators'),
  group('default', 'audit'),
  group('payments', 'payments'),
  group('cards', 'cards'),
  group('lending', 'lending'),
  user('olga', 'group:platform/operators'),
  user('adam', 'group:default/audit'),
  user('petra', 'group:payments/payments'),
  user('carl', 'group:cards/cards'),
  user('cora', 'group:cards/cards'),
  user('lena', 'group:lending/lending'),
].join('---');

const tenants = (repositories: string) => `
apiVersion: commonhold.io/v1alpha1
kind: Tenant
metadata: { name: payments, title: Payments }
spec:
  groups: [group:payments/payments]
  admins: [user:default/petra]
  namespaces: [payments]
  locations: ['${repositories}/payments/']
`;

const component = (
  name: string,
  namespace: string,
  owner: string,
  metadata: string = '',
) => `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name}, namespace: ${namespace}, ${metadata} }
spec: { type: service, lifecycle: production, owner: '${owner}' }
`;

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('tenants on %s', database => {
  let portal: TestPortal;

  const tenancy = async (
    persona: string,
    method: string,
    path: string,
    body?: object,
  ) => portal.as(persona, method, `/api/tenancy${path}`, body);

  /** Changes a tenant as somebody who had this version before them. */
  const edit = async (
    persona: string,
    id: string,
    updatedAt: string,
    body: object,
  ) =>
    portal.request('PATCH', `/api/tenancy/tenants/${id}`, {
      token: await portal.signIn(persona),
      headers: { 'if-match': `"${updatedAt}"` },
      body,
    });

  const versionOf = async (id: string): Promise<string> =>
    (await tenancy('olga', 'GET', `/tenants/${id}`)).body.updatedAt;

  const tenantsOf = async (persona: string): Promise<string[]> =>
    (await tenancy(persona, 'GET', '/me')).body.tenants.map(
      (tenant: any) => `${tenant.id} ${tenant.state}`,
    );

  const statusOf = async (persona: string, ref: string): Promise<number> =>
    (
      await portal.get(
        persona,
        `/api/catalog/entities/by-name/component/${ref}`,
      )
    ).status;

  beforeAll(async () => {
    portal = await TestPortal.start({
      database,
      organisation,
      tenants,
      personas: ['olga', 'adam', 'petra', 'carl', 'cora', 'lena'],
    });
    await portal.tenantsLoaded();
    await eventually(async () => {
      const created = await tenancy('olga', 'POST', '/tenants', {
        id: 'cards',
        title: 'Cards',
        groups: ['group:cards/cards'],
        admins: ['user:default/carl'],
        namespaces: ['cards'],
        locations: [portal.repositories.url('/cards/')],
      });
      if (created.status !== 201) {
        throw new Error(`Cards cannot be made: ${created.text}`);
      }
    });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  it('made in the portal are at work within seconds, as entities too', async () => {
    await eventually(async () => {
      expect(await tenantsOf('carl')).toEqual(['cards active']);
      const { status } = await portal.get(
        'carl',
        '/api/catalog/entities/by-name/tenant/default/cards',
      );
      expect(status).toBe(200);
    });
    const hidden = await portal.get(
      'petra',
      '/api/catalog/entities/by-name/tenant/default/cards',
    );
    expect(hidden.status).toBe(404);
  });

  it('are made by operators alone: to others there is no such thing', async () => {
    const body = { id: 'mine', groups: ['group:lending/lending'] };
    for (const persona of ['adam', 'petra', 'carl', 'lena']) {
      const { status } = await tenancy(persona, 'POST', '/tenants', body);
      expect(status).toBe(404);
    }
    const { body: list } = await tenancy('olga', 'GET', '/tenants');
    expect(list.items.map((tenant: any) => tenant.id)).toEqual([
      'cards',
      'payments',
    ]);
  });

  it.each([
    ['a taken id', { id: 'payments' }, 409, 'exists already, declared by'],
    [
      'a group of another',
      { groups: ['group:payments/payments'] },
      409,
      'is in two tenants, "payments" and "lending"',
    ],
    [
      'a namespace of another',
      { namespaces: ['cards'] },
      409,
      'is in two tenants, "cards" and "lending"',
    ],
    [
      'a group that nobody knows',
      { groups: ['group:lending/nobody'] },
      400,
      'which is not in the catalog',
    ],
    [
      'the same namespace twice',
      { namespaces: ['loans', 'loans'] },
      400,
      'names the namespace loans twice',
    ],
    ['an id that is no slug', { id: 'Lending!' }, 400, 'must be a slug'],
    [
      'a person as group',
      { groups: ['user:default/lena'] },
      400,
      'not a group',
    ],
    ['an unknown field', { colour: 'red' }, 400, ''],
  ])(
    'are refused with %s, and the reason',
    async (_, wrong, status, reason) => {
      const answer = await tenancy('olga', 'POST', '/tenants', {
        id: 'lending',
        groups: ['group:lending/lending'],
        ...wrong,
      });
      expect(answer.status).toBe(status);
      expect(answer.body.error.message).toContain(reason);
      expect((await tenancy('olga', 'GET', '/tenants/lending')).status).toBe(
        404,
      );
    },
  );

  it('that a source declares are changed there and nowhere else', async () => {
    const answer = await edit('olga', 'payments', await versionOf('payments'), {
      title: 'Pay',
    });
    expect(answer.status).toBe(409);
    expect(answer.body.error.message).toContain(portal.tenantsFile);
    expect(answer.body.error.message).toContain('change it there');
    const suspended = await tenancy(
      'olga',
      'POST',
      '/tenants/payments/suspend',
    );
    expect(suspended.status).toBe(409);
  });

  it('are described by their admins, and changed by operators', async () => {
    const version = await versionOf('cards');
    const forbidden = await edit('carl', 'cards', version, {
      title: 'Mine',
      namespaces: ['cards', 'more'],
    });
    expect(forbidden.status).toBe(403);
    expect(forbidden.body.error.message).toContain('for namespaces ask');
    expect((await edit('cora', 'cards', version, { title: 'x' })).status).toBe(
      403,
    );
    expect((await edit('adam', 'cards', version, { title: 'x' })).status).toBe(
      403,
    );
    expect((await edit('petra', 'cards', version, { title: 'x' })).status).toBe(
      404,
    );
    const described = await edit('carl', 'cards', version, {
      title: 'Cards and wallets',
    });
    expect(described.status).toBe(200);
    const changed = await edit('olga', 'cards', described.body.updatedAt, {
      quotas: { requestsPerMinute: 900 },
    });
    expect(changed.body).toMatchObject({
      title: 'Cards and wallets',
      quotas: { requestsPerMinute: 900, resources: {} },
      namespaces: ['cards'],
    });
  });

  it('do not lose the change of one editor to another', async () => {
    const version = await versionOf('cards');
    const answers = await Promise.all(
      ['first', 'second'].map(description =>
        edit('olga', 'cards', version, { description }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const without = await tenancy('olga', 'PATCH', '/tenants/cards', {
      description: 'third',
    });
    expect(without.status).toBe(400);
    expect(without.body.error.message).toContain('If-Match');
  });

  it('remember who changed what, and name operators to operators only', async () => {
    const { body } = await tenancy('olga', 'GET', '/tenants/cards/events');
    expect(body.items.at(-1)).toMatchObject({
      action: 'create',
      role: 'operator',
      actor: 'user:default/olga',
      changes: { groups: { before: null, after: ['group:cards/cards'] } },
    });
    const own = await tenancy('cora', 'GET', '/tenants/cards/events?limit=2');
    expect(own.text).not.toContain('olga');
    expect(own.body.items).toHaveLength(2);
    const rest = await tenancy(
      'cora',
      'GET',
      `/tenants/cards/events?limit=100&cursor=${own.body.nextCursor}`,
    );
    expect([...own.body.items, ...rest.body.items]).toHaveLength(
      body.totalItems,
    );
    expect(rest.body.items).toContainEqual(
      expect.objectContaining({
        action: 'update',
        role: 'admin',
        actor: 'user:default/carl',
        changes: { title: { before: 'Cards', after: 'Cards and wallets' } },
      }),
    );
    const other = await tenancy('petra', 'GET', '/tenants/cards/events');
    expect(other.status).toBe(404);
    const source = await tenancy('petra', 'GET', '/tenants/payments/events');
    expect(source.body.items).toMatchObject([
      { action: 'create', role: 'source', actor: portal.tenantsFile },
    ]);
  });

  it('remember what their source changed, and nothing else', async () => {
    const renamed = tenants(portal.repositories.url('')).replace(
      'title: Payments',
      'title: Payments and payouts',
    );
    await portal.writeTenants(renamed);
    await eventually(async () => {
      const { body } = await tenancy(
        'petra',
        'GET',
        '/tenants/payments/events',
      );
      expect(body.totalItems).toBe(2);
      expect(body.items[0]).toMatchObject({
        action: 'update',
        role: 'source',
        actor: portal.tenantsFile,
      });
      expect(body.items[0].changes).toEqual({
        title: { before: 'Payments', after: 'Payments and payouts' },
      });
    });
  });

  it('that are suspended let their members in again when resumed', async () => {
    for (const persona of ['carl', 'cora']) {
      const answer = await tenancy(persona, 'POST', '/tenants/cards/suspend');
      expect(answer.status).toBe(404);
    }
    portal.repositories.put(
      '/cards/private.yaml',
      component(
        'pin',
        'cards',
        'group:cards/cards',
        'annotations: { commonhold.io/visibility: private }',
      ),
    );
    await portal.register('olga', '/cards/private.yaml');
    await eventually(async () => {
      expect(await statusOf('cora', 'cards/pin')).toBe(200);
    });
    const suspended = await tenancy('olga', 'POST', '/tenants/cards/suspend');
    expect(suspended.body.state).toBe('suspended');
    await eventually(async () => {
      expect((await tenancy('carl', 'GET', '/tenants/cards')).status).toBe(404);
    }, 5_000);
    expect(await tenantsOf('carl')).toEqual(['cards suspended']);
    await eventually(async () => {
      expect(await statusOf('cora', 'cards/pin')).toBe(404);
    }, 5_000);
    const resumed = await tenancy('olga', 'POST', '/tenants/cards/resume');
    expect(resumed.body.state).toBe('active');
    await eventually(async () => {
      expect((await tenancy('carl', 'GET', '/tenants/cards')).status).toBe(200);
    }, 5_000);
  });

  it('that are archived are closed for good, and free what they held', async () => {
    await tenancy('olga', 'POST', '/tenants', {
      id: 'lending',
      groups: ['group:lending/lending'],
      namespaces: ['lending'],
    });
    const archived = await tenancy('olga', 'POST', '/tenants/lending/archive');
    expect(archived.body).toMatchObject({
      state: 'archived',
      groups: [],
      namespaces: [],
    });
    for (const [path, reason] of [
      ['/tenants/lending/resume', 'is archived'],
      ['/tenants', 'choose another'],
    ]) {
      const answer = await tenancy('olga', 'POST', path, {
        id: 'lending',
        groups: ['group:lending/lending'],
      });
      expect(answer.status).toBe(409);
      expect(answer.body.error.message).toContain(reason);
    }
    const successor = await tenancy('olga', 'POST', '/tenants', {
      id: 'loans',
      groups: ['group:lending/lending'],
      namespaces: ['lending'],
    });
    expect(successor.status).toBe(201);
    await eventually(async () => {
      expect(await tenantsOf('lena')).toEqual(['loans active']);
    });
    expect(
      (await tenancy('lena', 'GET', '/tenants/lending/events')).status,
    ).toBe(404);
  });

  describe('what belongs to nobody', () => {
    const unassigned = async (persona: string, query = '') =>
      tenancy(persona, 'GET', `/unassigned${query}`);

    beforeAll(async () => {
      portal.repositories.put(
        '/nobody/strays.yaml',
        component('stray', 'default', 'group:default/nobody'),
      );
      await portal.register('olga', '/nobody/strays.yaml');
    });

    it.each(['olga', 'adam'])(
      'is listed with the reason for %s',
      async persona => {
        await eventually(async () => {
          const { body } = await unassigned(persona, '?limit=100');
          expect(body.items).toContainEqual({
            entityRef: 'component:default/stray',
            title: 'stray',
            location: `url:${portal.repositories.url('/nobody/strays.yaml')}`,
            reason: {
              code: 'NO_CLAIM',
              message: expect.stringContaining('group:default/nobody'),
            },
          });
          expect(body.items).toContainEqual(
            expect.objectContaining({
              entityRef: 'user:default/adam',
              reason: expect.objectContaining({ code: 'NO_MEMBERSHIP' }),
            }),
          );
        });
      },
    );

    it('is found page by page, each once', async () => {
      const { body: all } = await unassigned('olga', '?limit=100');
      const refs: string[] = [];
      let cursor: string | undefined;
      do {
        const { body } = await unassigned(
          'olga',
          `?limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
        );
        refs.push(...body.items.map((item: any) => item.entityRef));
        cursor = body.nextCursor;
      } while (cursor);
      expect(refs).toEqual(all.items.map((item: any) => item.entityRef));
      expect(refs).toHaveLength(all.totalItems);
    });

    it("is nobody else's business", async () => {
      for (const persona of ['petra', 'carl', 'lena']) {
        expect((await unassigned(persona)).status).toBe(404);
      }
    });
  });

  describe('why somebody sees a thing or not', () => {
    const explain = async (
      persona: string,
      person: string,
      entityRef: string,
    ) =>
      tenancy(persona, 'POST', '/explain', {
        userEntityRef: `user:default/${person}`,
        entityRef,
      });

    beforeAll(async () => {
      portal.repositories.put(
        '/cards/catalog.yaml',
        [
          component('wallet', 'cards', 'group:cards/cards'),
          component('stolen', 'payments', 'group:cards/cards'),
        ].join('---'),
      );
      await portal.register('olga', '/cards/catalog.yaml');
    });

    it('is told to operators about anybody', async () => {
      await eventually(async () => {
        const own = await explain('olga', 'cora', 'component:cards/wallet');
        expect(own.body).toMatchObject({
          visible: true,
          layer: 'policy',
          rule: 'IN_AUDIENCE',
          audience: ['tenant:cards'],
        });
        const refused = await explain(
          'olga',
          'cora',
          'component:payments/stolen',
        );
        expect(refused.body).toMatchObject({
          visible: false,
          layer: 'ingestion',
          rule: 'ENTITY_REFUSED',
          message: expect.stringContaining('"payments"'),
        });
      });
      const other = await explain('olga', 'petra', 'component:cards/wallet');
      expect(other.body).toMatchObject({
        visible: false,
        layer: 'policy',
        rule: 'NOT_IN_AUDIENCE',
      });
    });

    it('is what the catalog answers', async () => {
      for (const persona of ['olga', 'adam', 'carl', 'petra', 'lena']) {
        const { body } = await explain(
          'olga',
          persona,
          'component:cards/wallet',
        );
        const { status } = await portal.get(
          persona,
          '/api/catalog/entities/by-name/component/cards/wallet',
        );
        expect([persona, status]).toEqual([persona, body.visible ? 200 : 404]);
      }
    });

    it('is told to admins about their members and entities', async () => {
      const own = await explain('carl', 'cora', 'component:cards/wallet');
      expect(own.body).toMatchObject({
        visible: true,
        holds: expect.arrayContaining(['tenant:cards', 'group:cards/cards']),
      });
      const refused = await explain(
        'carl',
        'cora',
        'component:payments/stolen',
      );
      expect(refused.body.rule).toBe('ENTITY_REFUSED');
    });

    it('is nobody else’s business: hidden and absent answer the same', async () => {
      const answers = await Promise.all([
        explain('carl', 'petra', 'component:cards/wallet'),
        explain('carl', 'nobody', 'component:cards/wallet'),
        explain('carl', 'cora', 'tenant:default/payments'),
        explain('carl', 'cora', 'component:default/stray'),
        explain('carl', 'cora', 'component:cards/absent'),
        explain('cora', 'cora', 'component:cards/wallet'),
        explain('adam', 'cora', 'component:cards/wallet'),
      ]);
      for (const { status, body } of answers) {
        expect(status).toBe(404);
        expect(body.error).toEqual(answers[0].body.error);
      }
    });

    it('needs refs that are whole', async () => {
      const answer = await explain('olga', 'cora', 'wallet');
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain('not a full entity ref');
    });
  });

  describe('as Backstage actions', () => {
    const ACTIONS = '/.backstage/actions/v1/actions';

    const namesFor = async (persona: string): Promise<string[]> =>
      (await tenancy(persona, 'GET', ACTIONS)).body.actions
        .map((action: any) => action.name)
        .sort();

    const invoke = async (persona: string, name: string, input: object) =>
      tenancy(persona, 'POST', `${ACTIONS}/tenancy:${name}/invoke`, input);

    it('are found by those who may use them', async () => {
      expect(await namesFor('olga')).toEqual([
        'create-tenant',
        'explain-access',
        'get-tenant',
        'list-tenants',
        'register-location',
        'suspend-tenant',
      ]);
      expect(await namesFor('adam')).toEqual([]);
      expect((await tenancy('carl', 'GET', ACTIONS)).status).toBe(404);
    });

    it('answer what the API answers', async () => {
      const { body } = await invoke('olga', 'list-tenants', { limit: 2 });
      const { body: list } = await tenancy('olga', 'GET', '/tenants?limit=2');
      expect(body.output).toEqual(list);
      const tenant = await invoke('olga', 'get-tenant', { id: 'cards' });
      expect(tenant.body.output.id).toBe('cards');
      const explained = await invoke('olga', 'explain-access', {
        userEntityRef: 'user:default/carl',
        entityRef: 'tenant:default/payments',
      });
      expect(explained.body.output.rule).toBe('NOT_IN_AUDIENCE');
    });

    it('change what the API changes, and refuse what it refuses', async () => {
      const refused = await invoke('olga', 'create-tenant', {
        id: 'acts',
        groups: ['group:cards/cards'],
      });
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toContain('"cards" and "acts"');
      const suspended = await invoke('olga', 'suspend-tenant', { id: 'loans' });
      expect(suspended.body.output.state).toBe('suspended');
      const { body } = await tenancy('olga', 'GET', '/tenants/loans/events');
      expect(body.items[0]).toMatchObject({
        action: 'suspend',
        actor: 'user:default/olga',
      });
      for (const persona of ['adam', 'carl']) {
        const answer = await invoke(persona, 'suspend-tenant', { id: 'cards' });
        expect(answer.status).toBe(404);
      }
    });
  });
});
