import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import {
  TenantClass,
  TenantDeclaration,
  TenantState,
  parseTenantId,
} from '@commonhold/plugin-tenancy-common';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { TenantFilter } from '../permissions/tenantRules';
import { DirectoryService } from '../services/DirectoryService';
import { openDatabase } from './database';
import { DirectoryStore } from './DirectoryStore';
import { EventStore } from './EventStore';
import { LocationStore } from './LocationStore';
import { RefusalStore } from './RefusalStore';
import { TenantStore } from './TenantStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const NOW = '2026-11-20T10:00:00.000Z';

const tenant = (
  id: string,
  rest: Partial<TenantDeclaration> = {},
): TenantDeclaration => ({
  id: parseTenantId(id),
  title: id,
  description: '',
  state: 'active',
  class: 'internal',
  platform: false,
  signIn: { providers: [] },
  groups: [`group:${id}/${id}`],
  admins: [],
  namespaces: [id],
  locations: [],
  entitlements: { plugins: null, platformComponents: null },
  quotas: { requestsPerMinute: 600, concurrentOperations: null, resources: {} },
  ...rest,
});

describe.each(databases.eachSupportedId())('stores on %s', databaseId => {
  let knex: Knex;
  let tenants: TenantStore;
  let directory: DirectoryStore;
  let service: DirectoryService;

  beforeEach(async () => {
    knex = await openTestDatabase(databaseId);
    tenants = TenantStore.create(knex);
    directory = DirectoryStore.create(knex);
    service = new DirectoryService({
      directory,
      locations: LocationStore.create(knex),
      tenants,
    });
  });

  const load = async (
    source: string,
    declarations: readonly TenantDeclaration[],
  ) =>
    directory.exclusively(async tx => {
      const before = (await tenants.all(tx)).filter(
        ({ source: of, state }) => of === source && state !== 'archived',
      );
      await tenants.replaceSource(tx, source, declarations, NOW);
      await service.tenantsChanged(tx, before, declarations);
    });

  const changesOf = async (work: () => Promise<void>) => {
    const revision = await directory.revision();
    await work();
    return (await directory.changesSince(revision)).keys.sort();
  };

  it('go back as they came', async () => {
    await knex.migrate.rollback(
      { directory: `${__dirname}/../../migrations` },
      true,
    );
    for (const table of [
      'tenants',
      'directory_groups',
      'refusals',
      'tenant_events',
    ]) {
      await expect(knex.schema.hasTable(table)).resolves.toBe(false);
    }
  });

  it('keep what was declared', async () => {
    const payments = tenant('payments', {
      admins: ['user:default/paul'],
      locations: ['https://git.example/payments/'],
      platform: true,
    });
    await load('a.yaml', [payments]);
    await expect(tenants.find('payments')).resolves.toEqual({
      ...payments,
      source: 'a.yaml',
      updatedAt: NOW,
    });
    await expect(
      tenants.administeredBy(['user:default/paul', 'group:x/y']),
    ).resolves.toEqual(['payments']);
  });

  it('archive what a source no longer declares, and free what it held', async () => {
    await load('a.yaml', [tenant('payments'), tenant('trading')]);
    await load('a.yaml', [tenant('payments')]);
    await expect(tenants.find('trading')).resolves.toMatchObject({
      state: 'archived',
      groups: [],
      namespaces: [],
    });
    await load('b.yaml', [tenant('trading-desk', { namespaces: ['trading'] })]);
    await expect(tenants.find('trading-desk')).resolves.toMatchObject({
      namespaces: ['trading'],
    });
  });

  it('let a group belong to one tenant only, whoever forgets to check', async () => {
    await load('a.yaml', [tenant('payments')]);
    await expect(
      load('b.yaml', [
        tenant('trading', { groups: ['group:payments/payments'] }),
      ]),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/^(SQLITE_CONSTRAINT_PRIMARYKEY|23505)$/),
    });
    await expect(tenants.find('trading')).resolves.toBeUndefined();
  });

  it('page through what the permission allows', async () => {
    await load(
      'a.yaml',
      ['a', 'b', 'c', 'd'].map(id => tenant(id)),
    );
    const criteria: PermissionCriteria<TenantFilter> = {
      allOf: [
        { ids: ['a', 'b', 'd'] },
        { not: { ids: ['b'] } },
        { anyOf: [{ ids: ['a'] }, { ids: ['d'] }] },
      ],
    };
    const first = await tenants.page({ criteria, limit: 1 });
    expect(first).toMatchObject({ items: [{ id: 'a' }], totalItems: 2 });
    const second = await tenants.page({
      criteria,
      limit: 1,
      cursor: first.nextCursor,
    });
    expect(second.items).toMatchObject([{ id: 'd' }]);
    expect(second.nextCursor).toBeUndefined();
    await expect(
      tenants.page({ limit: 1, cursor: 'nonsense' }),
    ).rejects.toThrow('The cursor is not valid');
    await expect(tenants.find('b', criteria)).resolves.toBeUndefined();
  });

  it('note what has to be stamped anew, and nothing else', async () => {
    const groups = (checkoutMembers: string[], parent = 'payments') => [
      { ref: 'group:payments/payments', parents: [], members: [] },
      {
        ref: 'group:trading/trading',
        parents: [],
        members: ['user:default/t'],
      },
      {
        ref: 'group:payments/checkout',
        parents: [`group:${parent}/${parent}`],
        members: checkoutMembers,
      },
    ];
    await load('a.yaml', [tenant('payments'), tenant('trading')]);
    await service.replaceGroups(groups(['user:default/p']));

    await expect(
      changesOf(() => service.replaceGroups(groups(['user:default/p']))),
    ).resolves.toEqual([]);
    await expect(
      changesOf(() =>
        service.replaceGroups(groups(['user:default/p', 'user:default/q'])),
      ),
    ).resolves.toEqual(['user:default/q']);
    await expect(
      changesOf(() =>
        service.replaceGroups(groups(['user:default/p'], 'trading')),
      ),
    ).resolves.toEqual([
      'group:payments/checkout',
      'user:default/p',
      'user:default/q',
    ]);
    await expect(directory.tenantsOfUser('user:default/p')).resolves.toEqual([
      'trading',
    ]);
    await expect(
      changesOf(() =>
        load('a.yaml', [
          tenant('payments', { namespaces: ['payments', 'pay'] }),
          tenant('trading'),
        ]),
      ),
    ).resolves.toEqual(['namespace:pay']);
    await expect(
      changesOf(() =>
        load('a.yaml', [
          tenant('payments', { namespaces: ['payments', 'pay'] }),
        ]),
      ),
    ).resolves.toEqual([
      'group:payments/checkout',
      'group:trading/trading',
      'namespace:trading',
      'tenant:trading',
      'user:default/p',
      'user:default/t',
    ]);
  });

  it('page through the members of a tenant, each once', async () => {
    await load('a.yaml', [tenant('payments')]);
    await service.replaceGroups([
      {
        ref: 'group:payments/payments',
        parents: [],
        members: ['user:default/a', 'user:default/b'],
      },
      {
        ref: 'group:payments/checkout',
        parents: ['group:payments/payments'],
        members: ['user:default/b', 'user:default/c'],
      },
    ]);
    const first = await directory.membersPage('payments', { limit: 2 });
    expect(first).toMatchObject({
      items: [
        { userRef: 'user:default/a', groups: ['group:payments/payments'] },
        {
          userRef: 'user:default/b',
          groups: ['group:payments/checkout', 'group:payments/payments'],
        },
      ],
      totalItems: 3,
    });
    await expect(
      directory.membersPage('payments', { limit: 2, cursor: first.nextCursor }),
    ).resolves.toMatchObject({ items: [{ userRef: 'user:default/c' }] });
  });

  it('never go back to an earlier revision when they forget', async () => {
    await load('a.yaml', [tenant('payments')]);
    const revision = await directory.revision();
    await directory.forgetChangesBefore('9999');
    await expect(directory.revision()).resolves.toBe(revision);
    await load('a.yaml', [tenant('payments', { title: 'Payments' })]);
    expect((await directory.changesSince(revision)).keys).toEqual([
      'tenant:payments',
    ]);
  });

  it('remember events of a tenant, the latest first', async () => {
    const events = EventStore.create(knex);
    const event = (id: string, action: 'create' | 'update') => ({
      tenant: id,
      at: NOW,
      action,
      role: 'operator' as const,
      actor: 'user:default/olga',
      changes: { title: { before: null, after: id } },
    });
    await load('a.yaml', [tenant('payments'), tenant('trading')]);
    await knex.transaction(async tx =>
      events.add(tx, [
        event('payments', 'create'),
        event('trading', 'create'),
        event('payments', 'update'),
      ]),
    );
    const first = await events.page('payments', { limit: 1 });
    expect(first).toMatchObject({
      items: [{ action: 'update', changes: { title: { after: 'payments' } } }],
      totalItems: 2,
    });
    await expect(
      events.page('payments', { limit: 1, cursor: first.nextCursor }),
    ).resolves.toMatchObject({ items: [{ action: 'create' }] });
    await expect(
      events.page('payments', {
        limit: 1,
        cursor: Buffer.from('["x"]').toString('base64url'),
      }),
    ).rejects.toThrow('The cursor is not valid');
  });

  it('find tenants by state and by part of their id, title or description', async () => {
    await load('a.yaml', [
      tenant('cards', { title: 'Cards 100%' }),
      tenant('lending', { description: 'Home and CAR loans.' }),
      tenant('trading', { state: 'suspended' }),
    ]);
    const idsOf = async (query: {
      text?: string;
      state?: TenantState;
      class?: TenantClass;
    }) =>
      (await tenants.page({ ...query, limit: 10 })).items.map(({ id }) => id);
    await expect(idsOf({ text: 'car' })).resolves.toEqual(['cards', 'lending']);
    await expect(idsOf({ text: '0%' })).resolves.toEqual(['cards']);
    await expect(idsOf({ text: '_' })).resolves.toEqual([]);
    await expect(idsOf({ state: 'suspended' })).resolves.toEqual(['trading']);
    await load('b.yaml', [
      tenant('nordlys', {
        class: 'external',
        signIn: { providers: ['nordlys-sso'] },
      }),
    ]);
    await expect(idsOf({ class: 'external' })).resolves.toEqual(['nordlys']);
    await expect(tenants.find('nordlys')).resolves.toMatchObject({
      class: 'external',
      signIn: { providers: ['nordlys-sso'] },
    });
    await expect(
      tenants.page({ state: 'active', text: 'ing', limit: 10 }),
    ).resolves.toMatchObject({ totalItems: 1, items: [{ id: 'lending' }] });
  });

  it('count people and refusals of several tenants at once', async () => {
    const [payments, trading] = ['payments', 'trading'].map(parseTenantId);
    await knex.transaction(async tx => {
      await directory.putGroups(
        tx,
        new Map([
          ['group:payments/a', { ancestors: [], tenant: payments }],
          ['group:payments/b', { ancestors: [], tenant: payments }],
          ['group:trading/a', { ancestors: [], tenant: trading }],
        ]),
      );
      await directory.addMembers(tx, [
        { group_ref: 'group:payments/a', user_ref: 'user:default/paul' },
        { group_ref: 'group:payments/b', user_ref: 'user:default/paul' },
        { group_ref: 'group:payments/b', user_ref: 'user:default/petra' },
        { group_ref: 'group:trading/a', user_ref: 'user:default/tom' },
      ]);
    });
    await expect(
      directory.countMembers(['payments', 'cards']),
    ).resolves.toEqual(new Map([['payments', 2]]));

    const refusals = RefusalStore.create(knex);
    await refusals.put(
      {
        entityRef: 'component:payments/a',
        location: 'url:https://git.example/payments/x.yaml',
        code: 'TENANT_CONFLICT',
        message: 'no',
        tenant: payments,
      },
      NOW,
    );
    await expect(refusals.count(['payments', 'trading'])).resolves.toEqual(
      new Map([['payments', 1]]),
    );
  });

  it('keep what operators may know of a refusal from its author', async () => {
    const refusals = RefusalStore.create(knex);
    const report = {
      entityRef: 'component:payments/a',
      location: 'url:https://git.example/payments/x.yaml',
      code: 'TENANT_CONFLICT' as const,
      message: 'no',
      detail: 'no, since trading has it',
      tenant: parseTenantId('payments'),
    };
    await refusals.put(report, NOW);
    await expect(
      refusals.page('payments', { limit: 1 }),
    ).resolves.toMatchObject({ items: [{ message: 'no' }] });
    await expect(
      refusals.page('payments', { limit: 1, inFull: true }),
    ).resolves.toMatchObject({ items: [{ message: report.detail }] });
    await refusals.put({ ...report, detail: undefined }, NOW);
    await expect(
      refusals.page('payments', { limit: 1, inFull: true }),
    ).resolves.toMatchObject({ items: [{ message: 'no' }] });
  });

  it('do not ask for another try at what only misses a part', async () => {
    const refusals = RefusalStore.create(knex);
    const report = {
      location: 'url:https://git.example/payments/x.yaml',
      message: 'no',
      tenant: parseTenantId('payments'),
    };
    await refusals.put(
      { ...report, entityRef: 'component:payments/a', code: 'TENANT_CONFLICT' },
      NOW,
    );
    await refusals.put(
      {
        ...report,
        entityRef: 'component:payments/b',
        code: 'REFERENCE_UNSEEN',
      },
      NOW,
    );
    await expect(refusals.entityRefs()).resolves.toEqual([
      'component:payments/a',
    ]);
  });

  it('register a file once a tenant, whatever others have', async () => {
    const locations = LocationStore.create(knex);
    await load('a.yaml', [tenant('payments'), tenant('trading')]);
    const add = async (of: string, name: string, at = NOW) =>
      knex.transaction(async tx =>
        locations.add(tx, {
          id: `${of}-${name}`,
          tenant: parseTenantId(of),
          target: `https://git.example/${name}.yaml`,
          createdAt: at,
          createdBy: 'user:default/petra',
        }),
      );
    await expect(add('payments', 'a')).resolves.toBe(true);
    await expect(add('payments', 'a')).resolves.toBe(false);
    await expect(add('trading', 'a')).resolves.toBe(true);
    await add('payments', 'b', '2026-11-20T11:00:00.000Z');
    await add('payments', 'c', '2026-11-20T11:00:00.000Z');

    const first = await locations.page('payments', { limit: 2 });
    expect(first).toMatchObject({
      items: [{ id: 'payments-a' }, { id: 'payments-b' }],
      totalItems: 3,
    });
    await expect(
      locations.page('payments', { limit: 2, cursor: first.nextCursor }),
    ).resolves.toEqual({
      items: [
        {
          id: 'payments-c',
          target: 'https://git.example/c.yaml',
          createdAt: '2026-11-20T11:00:00.000Z',
          createdBy: 'user:default/petra',
        },
      ],
      totalItems: 3,
    });

    const remove = async (of: string, id: string) =>
      knex.transaction(async tx => locations.delete(tx, of, id));
    await expect(remove('trading', 'payments-a')).resolves.toBeUndefined();
    await expect(remove('payments', 'payments-a')).resolves.toMatchObject({
      target: 'https://git.example/a.yaml',
    });
    await expect(
      locations.page('payments', { limit: 5 }),
    ).resolves.toMatchObject({ totalItems: 2 });
  });

  it('hand on what is registered while it is within the locations of the tenant', async () => {
    const url = 'https://git.example/payments/a.yaml';
    const at = (prefix: string) =>
      load('a.yaml', [tenant('payments', { locations: [prefix] })]);
    await at('https://git.example/payments/');
    await knex.transaction(async tx => {
      await LocationStore.create(knex).add(tx, {
        id: 'a',
        tenant: parseTenantId('payments'),
        target: url,
        createdAt: NOW,
        createdBy: 'user:default/petra',
      });
      await directory.recordChanges(tx, ['registrations'], NOW);
    });
    await expect(service.get()).resolves.toMatchObject({
      registrations: [{ tenant: 'payments', target: url }],
    });
    await at('https://git.example/elsewhere/');
    await expect(service.get()).resolves.toMatchObject({ registrations: [] });
  });

  it('remember refusals of a tenant, the latest first, each once', async () => {
    const refusals = RefusalStore.create(knex);
    const report = (name: string, message = 'no') => ({
      entityRef: `component:payments/${name}`,
      location: 'url:https://git.example/payments/x.yaml',
      code: 'TENANT_CONFLICT' as const,
      message,
      tenant: parseTenantId('payments'),
    });
    await refusals.put(report('a'), '2026-11-20T10:00:00.000Z');
    await refusals.put(report('b'), '2026-11-20T10:00:01.000Z');
    await refusals.put(report('a', 'still no'), '2026-11-20T10:00:02.000Z');
    const first = await refusals.page('payments', { limit: 1 });
    expect(first).toMatchObject({
      items: [
        {
          entityRef: 'component:payments/a',
          message: 'still no',
          firstSeenAt: '2026-11-20T10:00:00.000Z',
        },
      ],
      totalItems: 2,
    });
    await expect(
      refusals.page('payments', { limit: 1, cursor: first.nextCursor }),
    ).resolves.toMatchObject({
      items: [{ entityRef: 'component:payments/b' }],
    });
    await refusals.delete(report('a'));
    await expect(refusals.entityRefs()).resolves.toEqual([
      'component:payments/b',
    ]);
    await expect(refusals.page('trading', { limit: 1 })).resolves.toEqual({
      items: [],
      totalItems: 0,
      nextCursor: undefined,
    });
  });
});

async function openTestDatabase(id: TestDatabaseId): Promise<Knex> {
  const client = await databases.init(id);
  return openDatabase({ getClient: async () => client });
}
