import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { CallerTenant, parseTenantId } from '@commonhold/plugin-tenancy-common';
import { openDatabase } from '../store/database';
import { RequestCountStore } from '../store/RequestCountStore';
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

/** 15 seconds into a minute. */
const TIME = 60_000 * 1_000 + 15_000;

describe('the requests of a tenant', () => {
  it('are its own: what one uses up, another still has', () => {
    const quota = new RequestQuota(() => TIME);
    const payments = [tenant('payments', 2)];
    expect(quota.take(payments)).toBeUndefined();
    expect(quota.take(payments)).toBeUndefined();
    expect(quota.take(payments)).toEqual({ retryAfterSeconds: 45 });
    expect(quota.take([tenant('trading', 2)])).toBeUndefined();
  });

  it('begin anew with the minute', () => {
    let time = TIME;
    const quota = new RequestQuota(() => time);
    const payments = [tenant('payments', 1)];
    expect(quota.take(payments)).toBeUndefined();
    expect(quota.take(payments)).toBeDefined();
    time += 45_000;
    expect(quota.take(payments)).toBeUndefined();
  });

  it('of people in several come from whichever has some left', () => {
    const quota = new RequestQuota(() => TIME);
    const both = [tenant('lending', 1), tenant('insights', 1)];
    expect(quota.take(both)).toBeUndefined();
    expect(quota.take(both)).toBeUndefined();
    expect(quota.take(both)).toBeDefined();
    expect(quota.take([...both, tenant('platform', null)])).toBeUndefined();
  });

  it('are not counted for people without a tenant', () => {
    expect(new RequestQuota().take([])).toBeUndefined();
  });
});

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'the requests to two replicas on %s',
  databaseId => {
    const logger = mockServices.logger.mock();

    const startReplicas = async (now: () => number) => {
      const knex = await openDatabase(
        mockServices.database({ knex: await databases.init(databaseId) }),
      );
      return ['a', 'b'].map(() => {
        const quota = new RequestQuota(now);
        quota.shareThrough(RequestCountStore.create(knex), logger);
        return quota;
      });
    };

    it('are counted together', async () => {
      let time = TIME;
      const [a, b] = await startReplicas(() => time);
      const payments = [tenant('payments', 10)];
      const trading = [tenant('trading', 10)];
      for (let i = 0; i < 6; i++) {
        expect(a.take(payments)).toBeUndefined();
      }
      expect(b.take(payments)).toBeUndefined();
      expect(b.take(trading)).toBeUndefined();
      await Promise.all([a.share(), b.share()]);
      expect(a.take(payments)).toBeUndefined();
      expect(b.take(payments)).toBeUndefined();
      await a.share();
      await b.share();
      // Nine of ten, as the second to tell knows.
      expect(b.take(payments)).toBeUndefined();
      expect(b.take(payments)).toEqual({ retryAfterSeconds: 45 });
      await b.share();
      a.take(payments);
      await a.share();
      expect(a.take(payments)).toBeDefined();
      expect(b.take(trading)).toBeUndefined();

      time += 60_000;
      expect(a.take(payments)).toBeUndefined();
      expect(b.take(payments)).toBeUndefined();
    });

    it('are counted once, however many come while replicas tell each other', async () => {
      const [a, b] = await startReplicas(() => TIME);
      const payments = [tenant('payments', 100)];
      for (let i = 0; i < 20; i++) {
        a.take(payments);
        const telling = a.share();
        a.take(payments);
        await telling;
      }
      await a.share();
      b.take(payments);
      await b.share();
      let left = 0;
      while (!b.take(payments)) {
        left += 1;
      }
      expect(left).toBe(59);
    });
  },
);

it('is counted by a replica alone while nobody else can be told', async () => {
  const logger = mockServices.logger.mock();
  const quota = new RequestQuota(() => TIME);
  quota.shareThrough(
    {
      add: async () => {
        throw new Error('The database is down');
      },
    },
    logger,
  );
  const payments = [tenant('payments', 2)];
  quota.take(payments);
  await quota.share();
  expect(logger.warn).toHaveBeenCalledTimes(1);
  expect(quota.take(payments)).toBeUndefined();
  expect(quota.take(payments)).toBeDefined();
});
