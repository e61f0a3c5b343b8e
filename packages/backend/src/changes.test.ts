import { TestDatabases } from '@backstage/backend-test-utils';
import { TestPortal } from './__testUtils__/TestPortal';
import { organisation, tenants } from './__testUtils__/estate';
import { eventually } from './__testUtils__/eventually';
import { startEstate } from './__testUtils__/startEstate';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'a change of tenants or groups on %s',
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
            good().replace(
              '[group:trading/trading]',
              '[group:trading/traiding]',
            ),
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
          await expect(statusOf('tara', 'trading/orderbook')).resolves.toBe(
            200,
          );

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
        organisation.replace(
          'memberOf: [group:trading/trading]',
          'memberOf: []',
        ),
      );
      await eventually(async () => {
        const { body } = await portal.get(
          'olga',
          '/api/catalog/entities/by-name/user/default/tara',
        );
        expect(
          body.relations.filter(
            (relation: any) => relation.type === 'memberOf',
          ),
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
  },
);
