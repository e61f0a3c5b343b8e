import { TestDatabases } from '@backstage/backend-test-utils';
import { TestPortal } from './__testUtils__/TestPortal';
import { component, tenants } from './__testUtils__/estate';
import { eventually } from './__testUtils__/eventually';
import { startEstate } from './__testUtils__/startEstate';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'what tenants write on %s',
  database => {
    let portal: TestPortal;

    const statusOf = (persona: string, ref: string) =>
      portal.statusOf(persona, ref);

    beforeAll(async () => {
      portal = await startEstate(database);
    });

    afterAll(async () => {
      await portal?.stop();
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
  },
);
