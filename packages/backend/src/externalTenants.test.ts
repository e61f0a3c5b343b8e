import { TestDatabases } from '@backstage/backend-test-utils';
import { TestPortal } from './__testUtils__/TestPortal';
import { eventually } from './__testUtils__/eventually';

const group = (namespace: string, name = namespace) => `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: ${name}, namespace: ${namespace} }
spec: { type: team, children: [] }
`;

const user = (name: string, ...memberOf: string[]) => `
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ${name} }
spec: { memberOf: [${memberOf}] }
`;

const organisation = [
  group('platform', 'operators'),
  ...['payments', 'nordlys', 'aurora'].map(name => group(name)),
  user('olga', 'group:platform/operators'),
  user('petra', 'group:payments/payments'),
  user('nora', 'group:nordlys/nordlys'),
  user('both', 'group:payments/payments', 'group:nordlys/nordlys'),
  user('otto'),
  user('astrid', 'group:aurora/aurora'),
].join('---');

const tenant = (id: string, spec: string) => `
apiVersion: commonhold.io/v1alpha1
kind: Tenant
metadata: { name: ${id} }
spec:
  groups: [group:${id}/${id}]
  namespaces: [${id}]
  ${spec}
`;

const tenants = (nordlys = 'class: external', payments = 'platform: false') =>
  [
    tenant('payments', payments),
    tenant('nordlys', nordlys),
    tenant('aurora', 'class: external\n  signIn: { providers: [aurora-sso] }'),
  ].join('---');

const component = (
  name: string,
  annotations: string,
  namespace = 'payments',
) => `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
  namespace: ${namespace}
  annotations: { ${annotations} }
spec: { type: service, lifecycle: production, owner: group:${namespace}/${namespace} }
`;

const things = [
  component('for-everyone', 'commonhold.io/visibility: shared'),
  component('for-nordlys', 'commonhold.io/shared-with: nordlys'),
  component('own', ''),
  component('asks', 'commonhold.io/shared-with: payments', 'nordlys'),
].join('---');

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'external tenants on %s',
  database => {
    let portal: TestPortal;

    const sees = async (persona: string): Promise<string[]> => {
      const { body } = await portal.get(
        persona,
        '/api/catalog/entities?filter=kind=component',
      );
      return body.map((entity: any) => entity.metadata.name).sort();
    };

    beforeAll(async () => {
      portal = await TestPortal.start({
        database,
        organisation,
        tenants: () => tenants(),
        personas: ['olga', 'petra', 'nora', 'both', 'otto', 'astrid'],
      });
      await portal.tenantsLoaded();
      portal.repositories.put('/all/things.yaml', things);
      await portal.register('olga', '/all/things.yaml');
      await eventually(async () => {
        const seen = await sees('olga');
        if (seen.length !== 4) {
          throw new Error(`The catalog has ${seen} only`);
        }
      });
    });

    afterAll(async () => portal?.stop());

    it.each([
      ['petra', ['asks', 'for-everyone', 'for-nordlys', 'own']],
      ['nora', ['asks', 'for-nordlys']],
      ['both', ['asks', 'for-everyone', 'for-nordlys', 'own']],
      ['otto', []],
    ])('%s sees %j', async (persona, expected) => {
      await eventually(async () => {
        expect(await sees(persona)).toEqual(expected);
      });
    });

    it('learn nothing of others from what is shared with them', async () => {
      const { body, text } = await portal.get(
        'nora',
        '/api/catalog/entities/by-name/component/payments/for-nordlys',
      );
      expect(body.metadata.tenancy.audience).not.toContain('everyone');
      expect(text).not.toContain('group:payments/payments');
      for (const path of ['/tenants/payments', '/tenants/aurora']) {
        expect((await portal.get('nora', `/api/tenancy${path}`)).status).toBe(
          404,
        );
      }
      const { body: me } = await portal.get('nora', '/api/tenancy/me');
      expect(me.tenants).toMatchObject([{ id: 'nordlys', class: 'external' }]);
    });

    it('are told apart by operators', async () => {
      const { body } = await portal.get(
        'olga',
        '/api/tenancy/tenants?tenantClass=external',
      );
      expect(body.items.map(({ id }: any) => id)).toEqual([
        'aurora',
        'nordlys',
      ]);
      const { body: entity } = await portal.get(
        'olga',
        '/api/catalog/entities/by-name/tenant/default/nordlys',
      );
      expect(entity.spec.class).toBe('external');
    });

    it('with a sign-in of their own do not come in by another', async () => {
      await expect(portal.signIn('astrid')).rejects.toThrow(
        'You cannot sign in this way',
      );
    });

    it('sign in nobody but their members', async () => {
      await portal.writeTenants(
        tenants('class: external\n  signIn: { providers: [personas] }'),
      );
      await eventually(async () => {
        await expect(portal.signIn('petra')).rejects.toThrow(
          'You cannot sign in this way',
        );
      });
      await expect(portal.signIn('olga')).rejects.toThrow('sign in this way');
      await expect(portal.signIn('nora')).resolves.toBeDefined();
      await expect(portal.signIn('both')).resolves.toBeDefined();
      await portal.writeTenants(tenants());
      await eventually(async () => {
        await expect(portal.signIn('olga')).resolves.toBeDefined();
      });
    });

    it('that become internal see what is for everyone, and only as long as they are', async () => {
      await portal.writeTenants(tenants('class: internal'));
      await eventually(async () => {
        expect(await sees('nora')).toContain('for-everyone');
      });
      await portal.writeTenants(tenants());
      await eventually(async () => {
        expect(await sees('nora')).not.toContain('for-everyone');
      });
    });

    it('see the people of a platform no more than anything for everyone', async () => {
      const petra = '/api/catalog/entities/by-name/user/default/petra';
      const audience = async () =>
        (await portal.get('olga', petra)).body.metadata.tenancy.audience;
      await portal.writeTenants(tenants(undefined, 'platform: true'));
      await eventually(async () => {
        expect(await audience()).toContain('everyone');
      });
      expect((await portal.get('nora', petra)).status).toBe(404);
      await portal.writeTenants(tenants());
      await eventually(async () => {
        expect(await audience()).not.toContain('everyone');
      });
    });
  },
);
