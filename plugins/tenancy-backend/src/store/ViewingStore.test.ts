import { TestDatabases } from '@backstage/backend-test-utils';
import {
  TenantDeclaration,
  parseTenantId,
} from '@commonhold/plugin-tenancy-common';
import { Knex } from 'knex';
import { openDatabase } from './database';
import { TenantStore } from './TenantStore';
import { ViewingStore } from './ViewingStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const NINE = '2026-11-20T09:00:00.000Z';
const HALF_PAST = '2026-11-20T09:30:00.000Z';
const TEN = '2026-11-20T10:00:00.000Z';

const OLGA = 'user:default/olga';

const tenant = (id: string): TenantDeclaration => ({
  id: parseTenantId(id),
  title: id,
  description: '',
  state: 'active',
  class: 'internal',
  platform: false,
  signIn: { providers: [] },
  groups: [],
  admins: [],
  namespaces: [],
  locations: [],
  entitlements: { plugins: null, platformComponents: null },
  quotas: {
    requestsPerMinute: null,
    concurrentOperations: null,
    resources: {},
  },
});

const payments = parseTenantId('payments');
const cards = parseTenantId('cards');

describe.each(databases.eachSupportedId())('viewings on %s', databaseId => {
  let knex: Knex;
  let viewings: ViewingStore;

  const look = async (id: typeof payments) =>
    viewings.inTransaction(tx =>
      viewings.put(tx, OLGA, { tenant: id, since: NINE, until: TEN }),
    );

  beforeEach(async () => {
    const client = await databases.init(databaseId);
    knex = await openDatabase({ getClient: async () => client });
    viewings = ViewingStore.create(knex);
    const tenants = TenantStore.create(knex);
    await knex.transaction(async tx => {
      for (const id of ['payments', 'cards']) {
        await tenants.put(tx, tenant(id), NINE);
      }
    });
    await look(payments);
  });

  it('end by themselves', async () => {
    expect(await viewings.find(OLGA, HALF_PAST)).toEqual({
      tenant: payments,
      since: NINE,
      until: TEN,
    });
    expect(await viewings.find(OLGA, TEN)).toBeUndefined();
  });

  it('are one at a time', async () => {
    await look(cards);
    expect((await viewings.find(OLGA, HALF_PAST))?.tenant).toBe(cards);
  });

  it('belong to one person', async () => {
    expect(
      await viewings.find('user:default/other', HALF_PAST),
    ).toBeUndefined();
  });

  it('end once', async () => {
    const stop = async () =>
      viewings.inTransaction(tx => viewings.delete(tx, OLGA));
    expect(await stop()).toBe(true);
    expect(await stop()).toBe(false);
  });

  it('are forgotten when they have ended, not before', async () => {
    await viewings.forgetEnded(HALF_PAST);
    expect(await viewings.find(OLGA, HALF_PAST)).toBeDefined();
    await viewings.forgetEnded(TEN);
    expect(await viewings.find(OLGA, HALF_PAST)).toBeUndefined();
  });
});
