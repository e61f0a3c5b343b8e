import { TestDatabases } from '@backstage/backend-test-utils';
import { TestPortal } from './__testUtils__/TestPortal';
import { eventually } from './__testUtils__/eventually';
import { startEstate } from './__testUtils__/startEstate';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'what tenants see on %s',
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
        expect(body.facets.kind).toContainEqual({
          value: 'Component',
          count: 3,
        });
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
              result.document.location ===
              '/catalog/payments/component/checkout',
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
        const shared = await deleteByUid(
          await uidOf('payments/exchange-rates'),
        );
        expect(shared.status).toBe(403);
        const hidden = await deleteByUid(await uidOf('payments/checkout'));
        const absent = await deleteByUid(
          '5f1d3b0e-0000-4000-8000-000000000000',
        );
        expect(hidden.status).toBe(absent.status);
        expect(hidden.body.error.name).toBe(absent.body.error.name);
        await expect(statusOf('petra', 'payments/checkout')).resolves.toBe(200);
      });
    });

    it('keeps private things to their group, below the tenant', async () => {
      await expect(statusOf('petra', 'payments/fraud-rules')).resolves.toBe(
        200,
      );
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

    it('tells people of their own tenant only', async () => {
      const me = await portal.get('paul', '/api/tenancy/me');
      expect(me.body).toMatchObject({
        operator: false,
        tenants: [{ id: 'payments', role: 'admin' }],
      });
      expect((await portal.get('tara', '/api/tenancy/tenants')).body).toEqual({
        items: [expect.objectContaining({ id: 'trading' })],
        totalItems: 1,
        figures: { trading: { members: 1, refusals: 0 } },
      });
      for (const path of ['', '/members', '/refusals']) {
        const url = `/api/tenancy/tenants/payments${path}`;
        expect((await portal.get('tara', url)).status).toBe(404);
        expect((await portal.get('petra', url)).status).toBe(200);
      }
      expect((await portal.get('tara', '/api/tenancy/sources')).status).toBe(
        404,
      );
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
        const answer = await portal.get(
          'olga',
          `/api/tenancy/directory${path}`,
        );
        expect(answer.status).toBe(403);
      }
    });
  },
);
