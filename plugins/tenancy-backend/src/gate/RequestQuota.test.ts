import { CallerTenant, parseTenantId } from '@commonhold/plugin-tenancy-common';
import { RequestQuota } from './RequestQuota';

const tenant = (
  id: string,
  requestsPerMinute: number | null,
): CallerTenant => ({
  id: parseTenantId(id),
  role: 'member',
  plugins: null,
  requestsPerMinute,
});

describe('the requests of a tenant', () => {
  it('are its own: what one uses up, another still has', async () => {
    const quota = new RequestQuota();
    const payments = [tenant('payments', 2)];
    await expect(quota.take(payments)).resolves.toBeUndefined();
    await expect(quota.take(payments)).resolves.toBeUndefined();
    const wait = await quota.take(payments);
    expect(wait?.retryAfterSeconds).toBeGreaterThan(0);
    expect(wait?.retryAfterSeconds).toBeLessThanOrEqual(60);
    await expect(quota.take([tenant('trading', 2)])).resolves.toBeUndefined();
  });

  it('of people in several come from whichever has some left', async () => {
    const quota = new RequestQuota();
    const both = [tenant('lending', 1), tenant('insights', 1)];
    await expect(quota.take(both)).resolves.toBeUndefined();
    await expect(quota.take(both)).resolves.toBeUndefined();
    await expect(quota.take(both)).resolves.toBeDefined();
    await expect(
      quota.take([...both, tenant('platform', null)]),
    ).resolves.toBeUndefined();
  });

  it('are not counted for people without a tenant', async () => {
    await expect(new RequestQuota().take([])).resolves.toBeUndefined();
  });
});
