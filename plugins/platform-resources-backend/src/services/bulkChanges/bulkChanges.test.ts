import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  BulkState,
  waveSizes,
} from '@commonhold/plugin-platform-resources-common';
import { PermanentProviderError } from '@commonhold/plugin-platform-resources-node';
import {
  CHECKOUT,
  ChangesBench,
  REFUNDS,
  credentialsOf,
} from '../../__testUtils__/ChangesBench';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const migrations = { directory: `${__dirname}/../../../migrations` };

const LIMITS = {
  platform: false,
  state: 'active',
  locations: ['https://git.example/payments/'],
  entitlements: { plugins: null, platformComponents: null },
  quotas: {
    requestsPerMinute: null,
    concurrentOperations: null,
    resources: {},
  },
};

const JAR: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'jar',
    namespace: 'platform',
    tenancy: { tenant: 'platform', audience: ['everyone'] },
  },
  spec: {
    type: 'platform-component',
    owner: 'group:platform/jars',
    platform: { overlay: 'jar', provider: 'memory', instances: '/jars' },
  },
};

const filesOf = (application: string) => ({
  'deployment.yaml': `
apiVersion: commonhold.io/v1alpha1
kind: Deployment
application: ${application}
levels: [environment]
`,
  'topology/test/jar.yaml': 'jars: { plum: { size: 1 }, fig: { size: 1 } }\n',
  'topology/prod/jar.yaml': 'jars: { plum: { size: 1 } }\n',
});

describe('waves', () => {
  it.each([
    [0, []],
    [1, [1]],
    [2, [1, 1]],
    [5, [1, 1, 3]],
    [600, [1, 60, 539]],
  ])('of %d applications are %j', (applications, sizes) => {
    expect(waveSizes(applications)).toEqual(sizes);
  });
});

describe.each(databases.eachSupportedId())('bulk changes on %s', databaseId => {
  let bench: ChangesBench;

  beforeEach(async () => {
    const knex = await databases.init(databaseId as TestDatabaseId);
    await knex.migrate.latest(migrations);
    bench = await ChangesBench.start(knex, {
      components: [JAR],
      people: {
        amelia: { tenant: 'payments', groups: ['group:payments/team'] },
        sofia: { tenant: 'trading', groups: ['group:trading/team'] },
      },
      tenants: {
        payments: LIMITS,
        trading: { ...LIMITS, locations: [] },
        platform: { ...LIMITS, platform: true },
      },
    });
    await bench.refunds.push(filesOf(REFUNDS));
    await bench.push(filesOf(CHECKOUT));
    await bench.until(await bench.newest(CHECKOUT), 'applied');
    await bench.until(await bench.newest(REFUNDS), 'applied');
  });

  afterEach(async () => {
    await bench.stop();
  });

  const amelia = credentialsOf('amelia');

  const propose = async () =>
    bench.changes.bulkService.create(
      {
        title: 'Larger plums in test',
        selector: { component: 'jar', instance: 'pl*', node: 'test' },
        patch: [{ op: 'add', path: '/size', value: 9 }],
      },
      amelia,
    );

  const until = async (id: string, ...states: BulkState[]) => {
    const deadline = Date.now() + 30_000;
    for (;;) {
      await bench.look();
      await bench.changes.driver.run();
      await bench.changes.bulkDriver.run();
      const bulk = await bench.changes.bulkService.get(id, amelia);
      if (states.includes(bulk.state)) {
        return bulk;
      }
      if (Date.now() > deadline) {
        throw new Error(`${bulk.state} (${bulk.stateReason})`);
      }
      await new Promise(resolve => {
        setTimeout(resolve, 100);
      });
    }
  };

  it('plan a change for each application, and apply them wave by wave', async () => {
    const { id } = await propose();
    await expect(until(id, 'planned')).resolves.toMatchObject({
      waves: 2,
      wave: 0,
      changes: { planned: 2 },
      skipped: [],
    });
    expect(bench.things()).toMatchObject({ 'jar/plum@test': { size: 1 } });
    await expect(
      bench.changes.bulkService.get(id, credentialsOf('sofia')),
    ).rejects.toThrow('There is no bulk change');

    await bench.changes.bulkService.start(id, amelia);
    await expect(until(id, 'done')).resolves.toMatchObject({
      wave: 2,
      changes: { applied: 2 },
    });
    const sizes = [...bench.operations.provider.things].map(
      ([ref, { spec }]) => [ref, spec.size],
    );
    expect(Object.fromEntries(sizes)).toEqual({
      [`${CHECKOUT}#jar/plum@test`]: 9,
      [`${REFUNDS}#jar/plum@test`]: 9,
      [`${CHECKOUT}#jar/fig@test`]: 1,
      [`${REFUNDS}#jar/fig@test`]: 1,
      [`${CHECKOUT}#jar/plum@prod`]: 1,
      [`${REFUNDS}#jar/plum@prod`]: 1,
    });
  });

  it('stop where more fails than may, and leave the rest alone', async () => {
    const { id } = await propose();
    await until(id, 'planned');
    bench.operations.provider.before = async () => {
      throw new PermanentProviderError('The shelf is full', {
        nextStep: 'Ask for another shelf',
      });
    };
    await bench.changes.bulkService.start(id, amelia);
    await expect(until(id, 'stopped')).resolves.toMatchObject({
      wave: 1,
      stateReason: expect.stringContaining('1 applications failed'),
      changes: { failed: 1, planned: 1 },
    });
  });
});
