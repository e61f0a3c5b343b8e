import { TestDatabases } from '@backstage/backend-test-utils';
import { TestPortal } from './__testUtils__/TestPortal';
import { eventually } from './__testUtils__/eventually';

const organisation = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: operators, namespace: platform }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: audit }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments, namespace: payments }
spec: { type: department, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: checkout, namespace: payments }
spec: { type: team, parent: payments, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: trading, namespace: trading }
spec: { type: department, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: olga }
spec: { memberOf: [group:platform/operators] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: adam }
spec: { memberOf: [group:default/audit] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: petra }
spec: { memberOf: [group:payments/checkout] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: paul }
spec: { memberOf: [group:payments/payments] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: tara }
spec: { memberOf: [group:trading/trading] }
`;

const tenants = (repositories: string) => `
apiVersion: commonhold.io/v1alpha1
kind: Tenant
metadata: { name: payments, title: Payments }
spec:
  groups: [group:payments/payments]
  admins: [user:default/paul]
  namespaces: [payments]
  locations: ['${repositories}/payments/']
---
apiVersion: commonhold.io/v1alpha1
kind: Tenant
metadata: { name: trading, title: Trading }
spec:
  groups: [group:trading/trading]
  namespaces: [trading]
  locations: ['${repositories}/trading/']
`;

const component = (options: {
  name: string;
  namespace: string;
  owner: string;
  metadata?: string;
  spec?: string;
}) => `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${options.name}
  namespace: ${options.namespace}
  description: What the word ${options.name.replaceAll('-', '')} stands for
  ${options.metadata ?? ''}
spec: { type: service, lifecycle: production, owner: ${options.owner}${
  options.spec ? `, ${options.spec}` : ''
} }
`;

const payments = [
  component({
    name: 'checkout',
    namespace: 'payments',
    owner: 'group:payments/checkout',
  }),
  component({
    name: 'exchange-rates',
    namespace: 'payments',
    owner: 'group:payments/checkout',
    metadata: 'annotations: { commonhold.io/visibility: shared }',
    spec: 'dependsOn: [component:payments/checkout, component:payments/ledger]',
  }),
  component({
    name: 'ledger',
    namespace: 'payments',
    owner: 'group:payments/checkout',
    metadata: 'annotations: { commonhold.io/shared-with: "trading, cards" }',
  }),
  component({
    name: 'fraud-rules',
    namespace: 'payments',
    owner: 'group:payments/checkout',
    metadata: 'annotations: { commonhold.io/visibility: private }',
  }),
].join('---');

const trading = component({
  name: 'orderbook',
  namespace: 'trading',
  owner: 'group:trading/trading',
});

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('tenancy on %s', database => {
  let portal: TestPortal;

  const statusOf = async (persona: string, ref: string) =>
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
      personas: ['olga', 'adam', 'petra', 'paul', 'tara'],
    });
    portal.repositories.put('/payments/catalog.yaml', payments);
    portal.repositories.put('/trading/catalog.yaml', trading);
    await portal.tenantsLoaded();
    await portal.register('olga', '/payments/catalog.yaml');
    await portal.register('olga', '/trading/catalog.yaml');
    await eventually(async () => {
      for (const [persona, ref] of [
        ['petra', 'payments/checkout'],
        ['petra', 'payments/fraud-rules'],
        ['tara', 'trading/orderbook'],
        ['tara', 'payments/ledger'],
      ]) {
        const status = await statusOf(persona, ref);
        if (status !== 200) {
          throw new Error(`${ref} answers ${status} to ${persona}`);
        }
      }
    });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  const componentsSeenBy = async (persona: string) => {
    const { body } = await portal.get(
      persona,
      '/api/catalog/entities/by-query?filter=kind=component&limit=100',
    );
    return {
      names: body.items
        .map((entity: any) => entity.metadata.name)
        .sort() as string[],
      total: body.totalItems as number,
    };
  };

  describe('members of two tenants', () => {
    it('list their own and what is shared with them', async () => {
      await expect(componentsSeenBy('petra')).resolves.toEqual({
        names: ['checkout', 'exchange-rates', 'fraud-rules', 'ledger'],
        total: 4,
      });
      await expect(componentsSeenBy('tara')).resolves.toEqual({
        names: ['exchange-rates', 'ledger', 'orderbook'],
        total: 3,
      });
    });

    it('get 404 for what is not theirs, as for what does not exist', async () => {
      const hidden = await portal.get(
        'tara',
        '/api/catalog/entities/by-name/component/payments/checkout',
      );
      const absent = await portal.get(
        'tara',
        '/api/catalog/entities/by-name/component/payments/chickpea',
      );
      expect(hidden.status).toBe(404);
      expect(absent.status).toBe(404);
      expect(hidden.body.error.name).toBe(absent.body.error.name);
      await expect(statusOf('petra', 'trading/orderbook')).resolves.toBe(404);
    });

    it('get nothing by ref', async () => {
      const { body } = await portal.as(
        'tara',
        'POST',
        '/api/catalog/entities/by-refs',
        {
          entityRefs: [
            'component:payments/checkout',
            'component:trading/orderbook',
            'tenant:default/payments',
            'user:default/petra',
          ],
        },
      );
      expect(
        body.items.map((entity: any) => entity?.metadata.name ?? null),
      ).toEqual([null, 'orderbook', null, null]);
    });

    it('see no trace of the other in facets', async () => {
      const { text, body } = await portal.get(
        'tara',
        '/api/catalog/entity-facets?facet=metadata.name&facet=kind',
      );
      expect(text).not.toContain('checkout"');
      expect(text).not.toContain('fraud-rules');
      expect(body.facets.kind).toContainEqual({ value: 'Component', count: 3 });
      expect(body.facets.kind).toContainEqual({ value: 'Tenant', count: 1 });
    });

    it('find their own by search, and nothing of the other', async () => {
      await eventually(async () => {
        const { text } = await portal.get(
          'tara',
          '/api/search/query?term=orderbook',
        );
        expect(text).toContain('orderbook');
      });
      await eventually(async () => {
        const { text } = await portal.get(
          'petra',
          '/api/search/query?term=checkout',
        );
        expect(text).toContain('/catalog/payments/component/checkout');
      });
      const { body } = await portal.get(
        'tara',
        '/api/search/query?term=checkout',
      );
      expect(
        body.results.filter(
          (result: any) =>
            result.document.location === '/catalog/payments/component/checkout',
        ),
      ).toEqual([]);
    });

    it('cannot delete what is shared with them, nor tell hidden from absent', async () => {
      const uidOf = async (ref: string) =>
        (
          await portal.get(
            'olga',
            `/api/catalog/entities/by-name/component/${ref}`,
          )
        ).body.metadata.uid;
      const deleteByUid = async (uid: string) =>
        portal.as('tara', 'DELETE', `/api/catalog/entities/by-uid/${uid}`);
      const shared = await deleteByUid(await uidOf('payments/exchange-rates'));
      expect(shared.status).toBe(403);
      const hidden = await deleteByUid(await uidOf('payments/checkout'));
      const absent = await deleteByUid('5f1d3b0e-0000-4000-8000-000000000000');
      expect(hidden.status).toBe(absent.status);
      expect(hidden.body.error.name).toBe(absent.body.error.name);
      await expect(statusOf('petra', 'payments/checkout')).resolves.toBe(200);
    });
  });

  it('keeps private things to their group, below the tenant', async () => {
    await expect(statusOf('petra', 'payments/fraud-rules')).resolves.toBe(200);
    await expect(statusOf('paul', 'payments/fraud-rules')).resolves.toBe(404);
  });

  it('shows auditors everything and lets them change nothing', async () => {
    const { total } = await componentsSeenBy('adam');
    expect(total).toBe(5);
    const { body } = await portal.get(
      'adam',
      '/api/catalog/entities/by-name/component/trading/orderbook',
    );
    const answer = await portal.as(
      'adam',
      'DELETE',
      `/api/catalog/entities/by-uid/${body.metadata.uid}`,
    );
    expect(answer.status).toBeGreaterThanOrEqual(403);
    await expect(statusOf('adam', 'trading/orderbook')).resolves.toBe(200);
  });

  it('closes to tenants what is not made for them, as if it were not there', async () => {
    const locations = await portal.get('petra', '/api/catalog/locations');
    expect(locations.body).toEqual([]);
    for (const [method, url] of [
      ['GET', '/api/catalog/entities/unprocessed'],
      ['GET', '/api/catalog/unprocessed/entities/failed'],
      ['GET', '/api/devtools/info'],
      ['GET', '/api/kubernetes/clusters'],
      ['GET', '/api/mcp-actions/v1'],
      ['GET', '/api/proxy/anything'],
      ['POST', '/api/catalog/locations'],
      ['POST', '/api/catalog/analyze-location'],
      ['POST', '/api/catalog/validate-entity'],
      ['POST', '/api/scaffolder/v2/dry-run'],
      ['GET', '/api/catalog/entities/by-nothing/x'],
      ['GET', '/API/Devtools/info/'],
      [
        'GET',
        '/api/techdocs/static/docs/payments/component/checkout/..%2f..%2fx/index.html',
      ],
    ]) {
      const { status } = await portal.as(
        'petra',
        method,
        url,
        method === 'POST' ? {} : undefined,
      );
      expect([method, url, status]).toEqual([method, url, 404]);
    }
    expect((await portal.get('olga', '/api/devtools/info')).status).toBe(200);
    expect((await portal.get('adam', '/api/devtools/info')).status).toBe(200);
  });

  describe('what visible things say of hidden ones', () => {
    const rates = 'component/payments/exchange-rates';

    it('is not in an entity, by whatever way it is read', async () => {
      const { body: own } = await portal.get(
        'petra',
        `/api/catalog/entities/by-name/${rates}`,
      );
      expect(own.spec).toMatchObject({
        owner: 'group:payments/checkout',
        dependsOn: ['component:payments/checkout', 'component:payments/ledger'],
      });
      expect(own.relations).toContainEqual({
        type: 'dependsOn',
        targetRef: 'component:payments/checkout',
      });

      const uid = own.metadata.uid;
      const query = 'filter=metadata.name=exchange-rates';
      const answers = [
        await portal.get('tara', `/api/catalog/entities/by-name/${rates}`),
        await portal.get('tara', `/API/Catalog/Entities/by-name/${rates}/`),
        await portal.get('tara', `/api/catalog/entities/by-uid/${uid}`),
        await portal.get('tara', `/api/catalog/entities?${query}`),
        await portal.get('tara', `/api/catalog//entities/by-query?${query}`),
        await portal.get('tara', `/api/catalog/entities?${query}&limit=1`),
        await portal.get('tara', `/api/catalog/entities/by-query?${query}`),
        await portal.get(
          'tara',
          `/api/catalog/entities?${query}&fields=relations.targetRef,spec.owner,kind`,
        ),
        await portal.get(
          'tara',
          `/api/catalog/entities?${query}&fields=kind,spec.dependsOn.length,spec.owner.length,spec.peer.0`,
        ),
        await portal.as('tara', 'POST', '/api/catalog/entities/by-query', {
          query: { 'metadata.name': 'exchange-rates' },
        }),
        await portal.as('tara', 'POST', '/api/catalog/entities/by-refs', {
          entityRefs: ['component:payments/exchange-rates'],
        }),
        await portal.get(
          'tara',
          `/api/catalog/entities/by-name/${rates}/ancestry`,
        ),
      ];
      expect(answers.map(({ status }) => status)).toEqual(
        answers.map(() => 200),
      );
      for (const { text } of answers) {
        expect(text).toMatch(/component:payments\/ledger|"kind"/);
        expect(text).not.toContain('checkout');
      }
      expect(answers[0].body.spec.dependsOn).toEqual([
        'component:payments/ledger',
      ]);
    });

    it('cannot be asked for by filters, sorting or cursors', async () => {
      const hidden = 'group:payments/checkout';
      const absent = 'group:payments/chickpea';
      const ask = async (owner: string) => [
        ...(await Promise.all(
          [
            `filter=relations.ownedby=${owner}`,
            `filter=spec.owner=${owner}`,
            `filter=kind=component,relations.ownedby=${owner}`,
            `filter=relations.dependson=${owner.replace('group', 'component')}`,
            `filter=metadata.tenancy.audience=${owner}`,
            `fullTextFilterTerm=${owner}&fullTextFilterFields=spec.owner`,
            `filter=spec.dependson.${owner.replace('group', 'component')}`,
            `fullTextFilterTerm=checkou&fullTextFilterFields=spec.peer&filter=metadata.tenancy.audience.${owner}`,
          ].map(query =>
            portal.get('tara', `/api/catalog/entities/by-query?${query}`),
          ),
        )),
        ...(await Promise.all(
          [
            { 'spec.owner': owner },
            { 'relations.ownedBy': { $in: [owner] } },
            { 'SPEC.owner': { $hasPrefix: owner.slice(0, -3) } },
            { relations: { $contains: { type: 'ownedBy', targetRef: owner } } },
            {
              relations: {
                $contains: { type: 'ownedBy', targetRef: { $in: [owner] } },
              },
            },
            { $all: [{ $any: [{ 'spec.owner': owner }] }] },
          ].map(query =>
            portal.as('tara', 'POST', '/api/catalog/entities/by-query', {
              query,
            }),
          ),
        )),
      ];
      const answers = await ask(hidden);
      for (const { status, body } of answers) {
        expect([status, body.totalItems, body.items]).toEqual([200, 0, []]);
      }
      expect(
        (await ask(absent)).map(({ status, body }) => [
          status,
          body.totalItems,
        ]),
      ).toEqual(answers.map(({ status, body }) => [status, body.totalItems]));

      const negated = async (owner: string) =>
        (
          await portal.as('tara', 'POST', '/api/catalog/entities/by-query', {
            query: {
              $all: [{ kind: 'Component' }, { $not: { 'spec.owner': owner } }],
            },
          })
        ).body.totalItems;
      await expect(negated(hidden)).resolves.toBe(await negated(absent));

      const bracketed = await portal.get(
        'tara',
        `/api/catalog/entities/by-query?filter[0]=spec.owner%3D${hidden}`,
      );
      expect(bracketed.status).toBe(400);

      const cursor = Buffer.from(
        JSON.stringify({
          orderFields: [],
          orderFieldValues: [],
          isPrevious: false,
          filter: { key: 'spec.owner', values: [hidden] },
          query: { 'spec.owner': hidden },
        }),
      ).toString('base64');
      const forged = await portal.get(
        'tara',
        `/api/catalog/entities/by-query?cursor=${encodeURIComponent(cursor)}`,
      );
      expect(forged.text).not.toContain('exchange-rates');
      const ordering = Buffer.from(
        JSON.stringify({
          orderFields: [{ field: 'spec.owner', order: 'asc' }],
          orderFieldValues: ['a', 'b'],
          isPrevious: false,
        }),
      ).toString('base64');
      const ordered = await portal.get(
        'tara',
        `/api/catalog/entities/by-query?cursor=${encodeURIComponent(ordering)}`,
      );
      expect(ordered.status).toBe(400);
    });

    it('is not in facets, but what is visible is', async () => {
      const { body } = await portal.get(
        'tara',
        '/api/catalog/entity-facets?facet=spec.owner&facet=relations.dependsOn&facet=metadata.tenancy.audience&facet=spec.dependson.component:payments/checkout&facet=metadata.tenancy.audience.tenant:cards',
      );
      expect(body.facets['spec.dependson.component:payments/checkout']).toEqual(
        [],
      );
      expect(body.facets['metadata.tenancy.audience.tenant:cards']).toEqual([]);
      expect(body.facets['spec.owner']).toEqual([
        { value: 'group:trading/trading', count: 1 },
      ]);
      expect(body.facets['relations.dependsOn']).toEqual([
        { value: 'component:payments/ledger', count: 1 },
      ]);
      expect(
        body.facets['metadata.tenancy.audience']
          .map((facet: any) => facet.value)
          .sort(),
      ).toEqual(['everyone', 'tenant:trading', 'user:default/tara']);
      const posted = await portal.as(
        'tara',
        'POST',
        '/api/catalog/entity-facets',
        {
          facets: ['spec.owner'],
          query: { 'spec.owner': 'group:payments/checkout' },
        },
      );
      expect(posted.body.facets['spec.owner']).toEqual([]);
    });

    it('does not tell whom else a thing is shared with', async () => {
      const { body } = await portal.get(
        'tara',
        '/api/catalog/entities/by-name/component/payments/ledger',
      );
      expect(body.metadata.tenancy).toEqual({
        tenant: 'payments',
        audience: ['tenant:payments', 'tenant:trading'],
      });
      expect(body.metadata.annotations['commonhold.io/shared-with']).toBe(
        'trading',
      );
      const part = await portal.get(
        'tara',
        '/api/catalog/entities?filter=metadata.name=ledger&fields=metadata.annotations',
      );
      expect(part.text).not.toContain('cards');
    });

    it('pages through lists as before', async () => {
      const first = await portal.get(
        'tara',
        '/api/catalog/entities/by-query?filter=kind=component&limit=2&orderField=metadata.name,asc',
      );
      expect(first.body.items).toHaveLength(2);
      const next = await portal.get(
        'tara',
        `/api/catalog/entities/by-query?limit=2&cursor=${encodeURIComponent(
          first.body.pageInfo.nextCursor,
        )}`,
      );
      expect(
        [...first.body.items, ...next.body.items].map(
          (entity: any) => entity.metadata.name,
        ),
      ).toEqual(['exchange-rates', 'ledger', 'orderbook']);
    });
  });

  it('tells people of their own tenant only', async () => {
    const me = await portal.get('paul', '/api/tenancy/me');
    expect(me.body).toMatchObject({
      operator: false,
      tenants: [{ id: 'payments', role: 'admin' }],
    });
    expect((await portal.get('tara', '/api/tenancy/tenants')).body).toEqual({
      items: [expect.objectContaining({ id: 'trading' })],
      totalItems: 1,
    });
    for (const path of ['', '/members', '/refusals']) {
      const url = `/api/tenancy/tenants/payments${path}`;
      expect((await portal.get('tara', url)).status).toBe(404);
      expect((await portal.get('petra', url)).status).toBe(200);
    }
    expect((await portal.get('tara', '/api/tenancy/sources')).status).toBe(404);
    const members = await portal.get(
      'petra',
      '/api/tenancy/tenants/payments/members?limit=1',
    );
    expect(members.body).toMatchObject({
      items: [{ userEntityRef: 'user:default/paul', admin: true }],
      totalItems: 2,
    });
    const next = await portal.get(
      'petra',
      `/api/tenancy/tenants/payments/members?limit=1&cursor=${members.body.nextCursor}`,
    );
    expect(next.body).toMatchObject({
      items: [
        {
          userEntityRef: 'user:default/petra',
          groups: ['group:payments/checkout'],
          admin: false,
        },
      ],
    });
    expect(next.body.nextCursor).toBeUndefined();
  });

  it('answers the directory to no user', async () => {
    for (const path of ['', '/changes', '/users/default/petra/tenants']) {
      const answer = await portal.get('olga', `/api/tenancy/directory${path}`);
      expect(answer.status).toBe(403);
    }
  });

  describe('a repository of payments', () => {
    const impostors = [
      {
        what: "another tenant's namespace",
        file: '/payments/namespace.yaml',
        ref: 'component:trading/rogue',
        yaml: component({
          name: 'rogue',
          namespace: 'trading',
          owner: 'group:trading/trading',
        }),
        code: 'TENANT_CONFLICT',
        because: /namespace "trading" is none of the tenant "payments"/,
      },
      {
        what: "another tenant's owner",
        file: '/payments/owner.yaml',
        ref: 'component:payments/rogue',
        yaml: component({
          name: 'rogue',
          namespace: 'payments',
          owner: 'group:trading/trading',
        }),
        code: 'TENANT_CONFLICT',
        because: /owner group:trading\/trading is no group of the tenant/,
      },
      {
        what: 'a tenant',
        file: '/payments/tenant.yaml',
        ref: 'tenant:default/trading-too',
        yaml: `
apiVersion: commonhold.io/v1alpha1
kind: Tenant
metadata: { name: trading-too }
spec: { type: tenant, state: active, groups: [group:payments/payments] }
`,
        code: 'TENANT_IMPOSTOR',
        because: /kind Tenant is kept/,
      },
      {
        what: 'metadata.tenancy',
        file: '/payments/stamp.yaml',
        ref: 'component:payments/stamped',
        yaml: component({
          name: 'stamped',
          namespace: 'payments',
          owner: 'group:payments/checkout',
          metadata: 'tenancy: { tenant: trading, audience: [everyone] }',
        }),
        code: 'STAMP_DECLARED',
        because: /metadata\.tenancy is written by the portal/,
      },
      {
        what: "a person in another tenant's group",
        file: '/payments/person.yaml',
        ref: 'user:payments/mole',
        yaml: `
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: mole, namespace: payments }
spec: { memberOf: [group:trading/trading] }
`,
        code: 'MEMBERSHIP_CONFLICT',
        because: /group:trading\/trading is none/,
      },
    ];

    it.each(impostors)(
      'that declares $what is refused and told why',
      async ({ file, ref, yaml, code, because }) => {
        portal.repositories.put(file, yaml);
        await portal.register('olga', file);
        await eventually(async () => {
          const { body } = await portal.get(
            'petra',
            '/api/tenancy/tenants/payments/refusals',
          );
          expect(body.items).toContainEqual(
            expect.objectContaining({
              entityRef: ref,
              location: `url:${portal.repositories.url(file)}`,
              code,
              message: expect.stringMatching(because),
            }),
          );
        });
        const [kind, name] = ref.split(':');
        const found = await portal.get(
          'olga',
          `/api/catalog/entities/by-name/${kind}/${name}`,
        );
        expect(found.status).toBe(404);
        // The others hear nothing of it.
        const { text } = await portal.get(
          'tara',
          '/api/tenancy/tenants/trading/refusals',
        );
        expect(text).not.toContain(ref);
      },
    );

    it('does not keep a foreign membership that was accepted before it was theirs', async () => {
      portal.repositories.put(
        '/elsewhere/mole.yaml',
        `
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: sleeper, namespace: payments }
spec: { memberOf: [group:payments/checkout, group:platform/operators] }
`,
      );
      await portal.register('olga', '/elsewhere/mole.yaml');
      const memberships = async () => {
        const { body } = await portal.get(
          'olga',
          '/api/catalog/entities/by-name/user/payments/sleeper',
        );
        return (body.relations ?? [])
          .filter((relation: any) => relation.type === 'memberOf')
          .map((relation: any) => relation.targetRef);
      };
      await eventually(async () => {
        await expect(memberships()).resolves.toContain(
          'group:platform/operators',
        );
      });
      const good = tenants(portal.repositories.url(''));
      await portal.writeTenants(
        good.replace(
          "/payments/']",
          `/payments/', '${portal.repositories.url('')}/elsewhere/']`,
        ),
      );
      await eventually(async () => {
        await expect(memberships()).resolves.toEqual([]);
        const { text } = await portal.get(
          'petra',
          '/api/tenancy/tenants/payments/refusals',
        );
        expect(text).toContain('user:payments/sleeper');
      });

      // Nor where it conflicts otherwise too, as a whole.
      await portal.writeTenants(
        good.replace(
          "/trading/']",
          `/trading/', '${portal.repositories.url('')}/elsewhere/']`,
        ),
      );
      await eventually(async () => {
        const { text } = await portal.get(
          'tara',
          '/api/tenancy/tenants/trading/refusals',
        );
        expect(text).toContain('TENANT_CONFLICT');
        await expect(memberships()).resolves.toEqual([]);
      });
      await portal.writeTenants(good);
      await portal.tenantsLoaded();
    });

    it('is accepted, and the refusal gone, once it is mended', async () => {
      portal.repositories.put(
        '/payments/owner.yaml',
        component({
          name: 'rogue',
          namespace: 'payments',
          owner: 'group:payments/checkout',
        }),
      );
      await eventually(async () => {
        await expect(statusOf('petra', 'payments/rogue')).resolves.toBe(200);
        const { text } = await portal.get(
          'petra',
          '/api/tenancy/tenants/payments/refusals',
        );
        expect(text).not.toContain('component:payments/rogue');
      });
    });
  });

  describe('a wrong tenants file', () => {
    const good = () => tenants(portal.repositories.url(''));

    const wrong = [
      {
        what: 'YAML that does not parse',
        yaml: () => good().replace('kind: Tenant', 'kind: [Tenant'),
        because: /Not valid YAML/,
        place: 'metadata',
      },
      {
        what: 'a group in two tenants',
        yaml: () =>
          good().replace(
            'groups: [group:trading/trading]',
            'groups: [group:trading/trading, group:payments/payments]',
          ),
        because:
          /group:payments\/payments is in two tenants, "payments" and "trading"/,
        place: 'groups: [group:trading/trading, ',
      },
      {
        what: 'an unknown group',
        yaml: () =>
          good().replace('[group:trading/trading]', '[group:trading/traiding]'),
        because: /group:trading\/traiding, which is not in the catalog/,
        place: 'group:trading/traiding',
      },
      {
        what: 'an unknown key',
        yaml: () => good().replace('admins:', 'administrators:'),
        because: /administrators/,
        place: 'groups: [group:payments/payments]',
      },
    ];

    it.each(wrong)(
      'with $what changes nothing, says where, and recovers',
      async ({ yaml, because, place }) => {
        const text = yaml();
        await portal.writeTenants(text);
        await eventually(async () => {
          const { body } = await portal.get('olga', '/api/tenancy/sources');
          expect(body.items).toEqual([
            expect.objectContaining({
              file: portal.tenantsFile,
              state: 'failing',
              message: expect.stringMatching(because),
              line: expect.any(Number),
              column: expect.any(Number),
              tenants: 2,
            }),
          ]);
          const line = text.split('\n')[body.items[0].line - 1];
          expect(line).toContain(place);
        });
        const health = await portal.request('GET', '/api/tenancy/health');
        expect(health.status).toBe(503);
        expect(health.body).toEqual({
          status: 'degraded',
          sources: { ok: 0, failing: 1, waiting: 0 },
        });
        const mine = await portal.get('tara', '/api/tenancy/me');
        expect(mine.body.tenants).toMatchObject([{ id: 'trading' }]);
        await expect(statusOf('tara', 'trading/orderbook')).resolves.toBe(200);

        await portal.writeTenants(good());
        await portal.tenantsLoaded();
      },
    );
  });

  it('lets people out within 5 seconds when their tenant is suspended', async () => {
    const good = tenants(portal.repositories.url(''));
    await portal.writeTenants(
      good.replace(
        'spec:\n  groups: [group:trading/trading]',
        'spec:\n  state: suspended\n  groups: [group:trading/trading]',
      ),
    );
    const took = await eventually(async () => {
      await expect(statusOf('tara', 'trading/orderbook')).resolves.toBe(404);
    });
    expect(took).toBeLessThan(5_000);
    await expect(statusOf('olga', 'trading/orderbook')).resolves.toBe(200);

    await portal.writeTenants(good);
    await eventually(async () => {
      await expect(statusOf('tara', 'trading/orderbook')).resolves.toBe(200);
    });
  });

  it('lets a person out within 5 seconds of leaving a group, without a new sign-in', async () => {
    const token = await portal.signIn('tara');
    const statusWithOldToken = async () =>
      (
        await portal.request(
          'GET',
          '/api/catalog/entities/by-name/component/trading/orderbook',
          { token },
        )
      ).status;
    await expect(statusWithOldToken()).resolves.toBe(200);
    portal.repositories.put(
      '/organisation/all.yaml',
      organisation.replace('memberOf: [group:trading/trading]', 'memberOf: []'),
    );
    await eventually(async () => {
      const { body } = await portal.get(
        'olga',
        '/api/catalog/entities/by-name/user/default/tara',
      );
      expect(
        body.relations.filter((relation: any) => relation.type === 'memberOf'),
      ).toEqual([]);
    });
    const took = await eventually(async () => {
      await expect(statusWithOldToken()).resolves.toBe(404);
    });
    expect(took).toBeLessThan(5_000);

    portal.repositories.put('/organisation/all.yaml', organisation);
    await eventually(async () => {
      await expect(statusWithOldToken()).resolves.toBe(200);
    });
  });

  it('keeps a tenant to what it may use, and how much', async () => {
    const good = tenants(portal.repositories.url(''));
    const limited = (limits: string) =>
      portal.writeTenants(
        good.replace(
          'groups: [group:trading/trading]',
          `groups: [group:trading/trading]\n  ${limits}`,
        ),
      );
    const search = '/api/search/query?term=orderbook';
    await limited('entitlements: { plugins: [catalog] }');
    await eventually(async () => {
      expect((await portal.get('tara', search)).status).toBe(404);
    });
    await expect(statusOf('tara', 'trading/orderbook')).resolves.toBe(200);
    expect((await portal.get('petra', search)).status).toBe(200);

    await limited('quotas: { requestsPerMinute: 2 }');
    await eventually(async () => {
      const answer = await portal.get('tara', search);
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    });
    expect((await portal.get('petra', search)).status).toBe(200);

    await portal.writeTenants(good);
    await eventually(async () => {
      expect((await portal.get('tara', search)).status).toBe(200);
    });
  });

  it('stamps anew what a change of tenants touches', async () => {
    const good = tenants(portal.repositories.url(''));
    // The namespace, the groups and the repository of trading go to payments.
    await portal.writeTenants(
      good
        .split('---')[0]
        .replace('namespaces: [payments]', 'namespaces: [payments, trading]')
        .replace(
          'groups: [group:payments/payments]',
          'groups: [group:payments/payments, group:trading/trading]',
        )
        .replace(
          "/payments/']",
          `/payments/', '${portal.repositories.url('')}/trading/']`,
        ),
    );
    await eventually(async () => {
      await expect(statusOf('petra', 'trading/orderbook')).resolves.toBe(200);
      const mine = await portal.get('tara', '/api/tenancy/me');
      expect(mine.body.tenants).toMatchObject([{ id: 'payments' }]);
    });
    // Their things back, but not their repository: now it is unclear whose
    // they are, so that nobody but operators may see them.
    await portal.writeTenants(
      good
        .replace(
          "/payments/']",
          `/payments/', '${portal.repositories.url('')}/trading/']`,
        )
        .replace(
          `  locations: ['${portal.repositories.url('')}/trading/']`,
          '',
        ),
    );
    await eventually(async () => {
      await expect(statusOf('petra', 'trading/orderbook')).resolves.toBe(404);
      await expect(statusOf('tara', 'trading/orderbook')).resolves.toBe(404);
      await expect(statusOf('olga', 'trading/orderbook')).resolves.toBe(200);
    });
    await portal.writeTenants(good);
    await eventually(async () => {
      await expect(statusOf('tara', 'trading/orderbook')).resolves.toBe(200);
      await expect(statusOf('petra', 'trading/orderbook')).resolves.toBe(404);
    });
  });
});
