import { TestDatabaseId } from '@backstage/backend-test-utils';
import { TestPortal } from './TestPortal';
import { organisation, payments, personas, tenants, trading } from './estate';
import { eventually } from './eventually';

/** Starts a portal over the estate, and waits until everybody sees what is theirs. */
export async function startEstate(
  database: TestDatabaseId,
): Promise<TestPortal> {
  const portal = await TestPortal.start({
    database,
    organisation,
    tenants,
    personas,
  });
  try {
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
        const status = await portal.statusOf(persona, ref);
        if (status !== 200) {
          throw new Error(`${ref} answers ${status} to ${persona}`);
        }
      }
    });
    return portal;
  } catch (error) {
    await portal.stop();
    throw error;
  }
}
