import { TestDatabases } from '@backstage/backend-test-utils';
import { RepositoryServer } from './__testUtils__/RepositoryServer';
import { TestPortal } from './__testUtils__/TestPortal';
import { eventually } from './__testUtils__/eventually';

const group = (namespace: string, name = namespace) => `
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
  group('platform'),
  group('payments'),
  group('trading'),
  user('olga', 'group:platform/operators'),
  user('petra', 'group:payments/payments'),
  user('tara', 'group:trading/trading'),
].join('---');

const tenants = (repositories: string) =>
  ['payments', 'trading', 'platform']
    .map(
      id => `
apiVersion: commonhold.io/v1alpha1
kind: Tenant
metadata: { name: ${id} }
spec:
  platform: ${id === 'platform'}
  groups: [group:${id}/${id}]
  namespaces: [${id}]
  locations: ['${repositories}/${id}/']
`,
    )
    .join('---');

const component = (
  name: string,
  namespace: string,
  options: { spec?: string; annotations?: string; owner?: string } = {},
) => `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
  namespace: ${namespace}
  annotations: { ${options.annotations ?? ''} }
spec:
  type: service
  lifecycle: production
  owner: ${options.owner ?? `group:${namespace}/${namespace}`}
  ${options.spec ?? ''}
`;

const shared = 'commonhold.io/visibility: shared';

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('ingestion on %s', database => {
  let portal: TestPortal;
  /** A host that no tenant has repositories on. */
  let elsewhere: RepositoryServer;

  const put = (file: string, ...entities: string[]) =>
    portal.repositories.put(file, entities.join('---'));

  const entity = async (persona: string, ref: string) => {
    const [kind, path] = ref.split(':');
    return portal.get(persona, `/api/catalog/entities/by-name/${kind}/${path}`);
  };

  const refusals = async (persona: string, tenant: string) => {
    const { body } = await portal.get(
      persona,
      `/api/tenancy/tenants/${tenant}/refusals?limit=100`,
    );
    return body.items as { entityRef: string; code: string; message: string }[];
  };

  const appears = async (ref: string) =>
    eventually(async () => {
      expect((await entity('olga', ref)).status).toBe(200);
    });

  /** Texts of the relations that operators see. */
  const relations = async (ref: string) => {
    const { body } = await entity('olga', ref);
    return (body.relations as { type: string; targetRef: string }[]).map(
      ({ type, targetRef }) => `${type} ${targetRef}`,
    );
  };

  beforeAll(async () => {
    elsewhere = await RepositoryServer.start();
    portal = await TestPortal.start({
      database,
      organisation,
      tenants,
      personas: ['olga', 'petra', 'tara'],
    });
    await portal.tenantsLoaded();
  });

  afterAll(async () => {
    await portal?.stop();
    await elsewhere?.stop();
  });

  it('keeps references to what the tenant sees, and drops hidden and absent ones with the same words', async () => {
    put('/trading/vault.yaml', component('vault', 'trading'));
    put('/platform/kafka.yaml', component('kafka', 'platform'));
    await portal.register('olga', '/trading/vault.yaml');
    await portal.register('olga', '/platform/kafka.yaml');
    await appears('component:trading/vault');
    await appears('component:platform/kafka');

    const asking = (name: string, of: string) =>
      component(name, 'payments', {
        spec: `dependsOn: [${of}, component:platform/kafka, component:payments/later]`,
      });
    put(
      '/payments/asks.yaml',
      asking('asks-hidden', 'component:trading/vault'),
      asking('asks-absent', 'component:trading/cellar'),
    );
    await portal.register('olga', '/payments/asks.yaml');
    await eventually(async () => {
      for (const name of ['asks-hidden', 'asks-absent']) {
        await expect(relations(`component:payments/${name}`)).resolves.toEqual(
          expect.arrayContaining([
            'dependsOn component:platform/kafka',
            'dependsOn component:payments/later',
          ]),
        );
      }
      expect(
        (await refusals('petra', 'payments')).map(({ code }) => code),
      ).toEqual(['REFERENCE_UNSEEN', 'REFERENCE_UNSEEN']);
    });
    await expect(relations('component:trading/vault')).resolves.not.toContain(
      'dependencyOf component:payments/asks-hidden',
    );
    const [one, other] = (await refusals('petra', 'payments')).map(
      ({ message }) => message.replaceAll(/vault|cellar|hidden|absent/g, 'x'),
    );
    expect(one).toBe(other);
  });

  it('brings a reference back once it is shared, and takes the notice back', async () => {
    put(
      '/trading/vault.yaml',
      component('vault', 'trading', { annotations: shared }),
    );
    await eventually(async () => {
      await expect(relations('component:trading/vault')).resolves.toContain(
        'dependencyOf component:payments/asks-hidden',
      );
      const notices = await refusals('petra', 'payments');
      expect(notices.map(({ entityRef }) => entityRef)).toEqual([
        'component:payments/asks-absent',
      ]);
    });

    put('/trading/vault.yaml', component('vault', 'trading'));
    await eventually(async () => {
      await expect(relations('component:trading/vault')).resolves.not.toContain(
        'dependencyOf component:payments/asks-hidden',
      );
    });
  });

  it('tells authors nothing of whose a name is, and operators all', async () => {
    put(
      '/payments/claims.yaml',
      component('claims-marker', 'payments'),
      component('rogue', 'trading', { owner: 'group:payments/payments' }),
      component('rogue', 'freedom', { owner: 'group:payments/payments' }),
    );
    await portal.register('olga', '/payments/claims.yaml');
    await eventually(async () => {
      const told = await refusals('petra', 'payments');
      const [taken, free] = ['trading', 'freedom'].map(namespace =>
        told
          .find(({ entityRef }) => entityRef === `component:${namespace}/rogue`)
          ?.message.replaceAll(namespace, 'x'),
      );
      expect(taken).toMatch(/namespace "x" is none of the tenant "payments"/);
      expect(taken).toBe(free);
    });
    expect(await refusals('olga', 'payments')).toContainEqual(
      expect.objectContaining({
        entityRef: 'component:trading/rogue',
        message: expect.stringMatching(/"trading".*"payments"/),
      }),
    );
    for (const ref of ['component:trading/rogue', 'component:freedom/rogue']) {
      expect((await entity('olga', ref)).status).toBe(404);
    }
  });

  it('lets nobody take a name before the tenant whose it is', async () => {
    // Declared by payments first, in the test before.
    put('/trading/rogue.yaml', component('rogue', 'trading'));
    await portal.register('olga', '/trading/rogue.yaml');
    await eventually(async () => {
      expect((await entity('tara', 'component:trading/rogue')).status).toBe(
        200,
      );
    });
  });

  it('reads no file for an author that their tenant may not read', async () => {
    portal.repositories.put('/trading/secret.txt', 'the secret of trading');
    const api = (name: string, definition: string) => `
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: ${name}, namespace: payments }
spec:
  type: openapi
  lifecycle: production
  owner: group:payments/payments
  definition: { $text: '${definition}' }
`;
    portal.repositories.put('/payments/own.txt', 'the text of payments');
    put(
      '/payments/apis.yaml',
      api('own', './own.txt'),
      api('stolen', portal.repositories.url('/trading/secret.txt')),
      api('crawling', '../trading/secret.txt'),
      component('docs-of-trading', 'payments', {
        annotations: `backstage.io/techdocs-ref: 'url:${portal.repositories.url(
          '/trading/',
        )}'`,
      }),
    );
    await portal.register('olga', '/payments/apis.yaml');
    await eventually(async () => {
      expect((await entity('petra', 'api:payments/own')).text).toContain(
        'the text of payments',
      );
      const codes = new Map(
        (await refusals('petra', 'payments')).map(({ entityRef, code }) => [
          entityRef,
          code,
        ]),
      );
      for (const ref of [
        'api:payments/stolen',
        'api:payments/crawling',
        'component:payments/docs-of-trading',
      ]) {
        expect(codes.get(ref)).toBe('SOURCE_FOREIGN');
        expect((await entity('olga', ref)).status).toBe(404);
      }
    });
  });

  describe('files that members register', () => {
    const locations = '/api/tenancy/tenants/payments/locations';
    const register = async (
      persona: string,
      target: string,
      more: object = {},
    ) => portal.as(persona, 'POST', locations, { target, ...more });

    it('are read first, if they want to, and then by the catalog', async () => {
      const url = put(
        '/payments/registered.yaml',
        component('registered', 'payments'),
        component('misplaced', 'freedom'),
      );
      const preview = await register('petra', url, { dryRun: true });
      expect(preview).toMatchObject({
        status: 200,
        body: {
          target: url,
          entities: [{ entityRef: 'component:payments/registered' }],
          problems: [expect.stringContaining('"freedom" is none')],
        },
      });
      expect((await portal.get('petra', locations)).body.items).toEqual([]);

      const registered = await register('petra', url);
      expect(registered).toMatchObject({
        status: 201,
        body: { target: url, createdBy: 'user:default/petra' },
      });
      await eventually(async () => {
        expect(
          (await entity('petra', 'component:payments/registered')).status,
        ).toBe(200);
      });
      expect((await portal.get('petra', locations)).body).toMatchObject({
        items: [registered.body],
        totalItems: 1,
      });
      const { body: events } = await portal.get(
        'petra',
        '/api/tenancy/tenants/payments/events',
      );
      expect(events.items[0]).toMatchObject({
        action: 'register',
        role: 'member',
        actor: 'user:default/petra',
        changes: { registered: { before: [], after: [url] } },
      });
    });

    it('are registered once by the tenant, whatever operators have registered', async () => {
      const url = portal.repositories.url('/payments/registered.yaml');
      expect((await register('petra', url)).status).toBe(409);
      // Operators have this one.
      expect(
        (
          await register(
            'petra',
            portal.repositories.url('/payments/apis.yaml'),
          )
        ).status,
      ).toBe(201);
    });

    it.each([
      ['of another tenant', () => portal.repositories.url('/trading/x.yaml')],
      ['of nobody', () => portal.repositories.url('/unheard/x.yaml')],
      ['elsewhere', () => elsewhere.put('/x.yaml', '')],
      [
        'in disguise',
        () => portal.repositories.url('/payments/..%2ftrading/x.yaml'),
      ],
      ['on disk', () => 'file:///etc/passwd'],
    ])('are not those %s', async (_, target) => {
      for (const dryRun of [true, false]) {
        const answer = await register('petra', target(), { dryRun });
        expect(answer.status).toBe(400);
        expect(answer.text).not.toContain('trading"');
      }
    });

    it('are the business of the tenant alone', async () => {
      const { body } = await portal.get('petra', locations);
      const [{ id }] = body.items;
      const url = portal.repositories.url('/payments/other.yaml');
      expect((await register('tara', url)).status).toBe(404);
      expect((await portal.get('tara', locations)).status).toBe(404);
      expect(
        (await portal.as('tara', 'DELETE', `${locations}/${id}`)).status,
      ).toBe(404);
      expect(
        (
          await portal.as(
            'tara',
            'DELETE',
            `/api/tenancy/tenants/trading/locations/${id}`,
          )
        ).status,
      ).toBe(404);
      expect((await portal.get('petra', locations)).body.totalItems).toBe(2);
    });

    it('leave the catalog when they are taken out, unless others have them', async () => {
      const { body } = await portal.get('petra', locations);
      for (const { id } of body.items) {
        expect(
          (await portal.as('petra', 'DELETE', `${locations}/${id}`)).status,
        ).toBe(204);
      }
      await eventually(async () => {
        expect(
          (await entity('petra', 'component:payments/registered')).status,
        ).toBe(404);
      });
      await eventually(async () => {
        expect((await entity('petra', 'api:payments/own')).status).toBe(200);
      });
    });
  });
});
