import {
  mockServices,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { OperationsBench } from '../../__testUtils__/OperationsBench';
import { ExpiryWatch } from './ExpiryWatch';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const DAY_MS = 24 * 3_600_000;

describe.each(databases.eachSupportedId())('expiry on %s', databaseId => {
  it('is told to the owner of the application, each warning once', async () => {
    const knex = await databases.init(databaseId as TestDatabaseId);
    await knex.migrate.latest({
      directory: `${__dirname}/../../../migrations`,
    });
    const bench = new OperationsBench(knex);
    await bench.declare('payments', [
      bench.declared('plum'),
      bench.declared('pear'),
    ]);
    const { items } = await bench.resources.page({ text: 'plum', limit: 1 });
    const expires = (inDays: number) =>
      bench.resources.transaction(tx =>
        bench.resources.update(tx, items[0].id, {
          expires_at: new Date(Date.now() + inDays * DAY_MS).toISOString(),
        }),
      );
    const send = jest.fn();
    const watch = new ExpiryWatch({
      resources: bench.resources,
      notifications: { send },
      ownerOf: async () => 'group:payments/checkout',
      logger: mockServices.logger.mock(),
    });

    await expires(20);
    await watch.run();
    expect(send).not.toHaveBeenCalled();

    await expires(6);
    await watch.run();
    await watch.run();
    expect(send).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenLastCalledWith({
      recipients: { type: 'entity', entityRef: 'group:payments/checkout' },
      payload: expect.objectContaining({
        title: 'plum at prod expires in 6 days',
        scope: items[0].id,
      }),
    });

    await expires(-1);
    send.mockRejectedValueOnce(new Error('not now'));
    await watch.run();
    await watch.run();
    await watch.run();
    expect(send).toHaveBeenCalledTimes(3);
    expect(send.mock.lastCall[0].payload.title).toBe(
      'plum at prod has expired',
    );
  });
});
