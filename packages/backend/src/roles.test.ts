import { TestDatabases } from '@backstage/backend-test-utils';
import { TestPortal } from './__testUtils__/TestPortal';
import {
  organisation,
  payments,
  personas,
  tenants,
  trading,
} from './__testUtils__/estate';
import { eventually } from './__testUtils__/eventually';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'a portal with roles of its own on %s',
  database => {
    let portal: TestPortal;

    const namesSeenBy = async (persona: string): Promise<string[]> => {
      const { body } = await portal.get(
        persona,
        '/api/catalog/entities/by-query?filter=kind=component',
      );
      expect(body.totalItems).toBe(body.items.length);
      return body.items.map((entity: any) => entity.metadata.name).sort();
    };

    beforeAll(async () => {
      portal = await TestPortal.start({
        database,
        organisation,
        tenants,
        personas,
        entry: 'src/__testUtils__/rolesPortal/index.ts',
      });
      await portal.tenantsLoaded();
      portal.repositories.put(
        '/organisation/all.yaml',
        [organisation, payments, trading].join('---'),
      );
      await eventually(async () => {
        const { length } = await namesSeenBy('olga');
        if (length !== 5) {
          throw new Error(`${length} components are there`);
        }
      });
    });

    afterAll(async () => {
      await portal?.stop();
    });

    it('shows what a role allows, within the tenant', async () => {
      await expect(namesSeenBy('petra')).resolves.toEqual([
        'checkout',
        'exchange-rates',
        'fraud-rules',
        'ledger',
      ]);
    });

    it('shows what fulfils the conditions of roles, within the tenant', async () => {
      await expect(namesSeenBy('paul')).resolves.toEqual([
        'checkout',
        'ledger',
      ]);
      const facets = await portal.get(
        'paul',
        '/api/catalog/entity-facets?facet=metadata.name&filter=kind=component',
      );
      expect(facets.text).not.toContain('orderbook');
      expect(facets.text).not.toContain('exchange-rates');
      await expect(portal.statusOf('paul', 'trading/orderbook')).resolves.toBe(
        404,
      );
    });

    it('shows nothing to those without a role, not even what is their tenant’s', async () => {
      await expect(namesSeenBy('tara')).resolves.toEqual([]);
      await expect(portal.statusOf('tara', 'trading/orderbook')).resolves.toBe(
        404,
      );
    });

    it('lets no role see or change more than tenancy does', async () => {
      const { body } = await portal.get(
        'olga',
        '/api/catalog/entities/by-name/component/trading/orderbook',
      );
      const { status } = await portal.as(
        'petra',
        'DELETE',
        `/api/catalog/entities/by-uid/${body.metadata.uid}`,
      );
      expect(status).toBeGreaterThanOrEqual(403);
      // Nor tenancy more than the role: operators have none for locations.
      const locations = await portal.get('olga', '/api/catalog/locations');
      expect(locations.body).toEqual([]);
      await expect(portal.statusOf('olga', 'trading/orderbook')).resolves.toBe(
        200,
      );
    });
  },
);
