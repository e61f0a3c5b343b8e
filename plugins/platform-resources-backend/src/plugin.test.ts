import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  DefinitivePolicyDecision,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { platformResourceProvidersExtensionPoint } from '@commonhold/plugin-platform-resources-node';
import request from 'supertest';
import { MemoryProvider } from './__testUtils__/MemoryProvider';
import { OperationsBench } from './__testUtils__/OperationsBench';
import { platformResourcesPlugin } from './plugin';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const HOUR = 3_600_000;

/** A policy like tenancy's: what is seen by audience, what is changed by tenant. */
const permissionsByTenant = createServiceFactory({
  service: coreServices.permissions,
  deps: {},
  factory: () => ({
    authorize: async (questions: readonly unknown[]) =>
      questions.map(
        (): DefinitivePolicyDecision => ({
          result: AuthorizeResult.ALLOW,
        }),
      ),
    authorizeConditional: async (
      questions: Parameters<
        typeof coreServices.permissions.T.authorizeConditional
      >[0],
      options: Parameters<
        typeof coreServices.permissions.T.authorizeConditional
      >[1],
    ) =>
      questions.map(({ permission }): PolicyDecision => {
        if (!isResourcePermission(permission) || !options) {
          return { result: AuthorizeResult.DENY };
        }
        const { principal } = options.credentials as {
          principal: { userEntityRef: string };
        };
        const tenant = principal.userEntityRef.split('/')[1].split('-')[0];
        const reads = permission.attributes.action === 'read';
        return {
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'platform-resources',
          resourceType: permission.resourceType,
          conditions: {
            resourceType: permission.resourceType,
            rule: reads ? 'IS_IN_AUDIENCE' : 'IS_OWNED_BY_TENANT',
            params: reads
              ? { audience: [`tenant:${tenant}`, `group:platform/${tenant}`] }
              : { tenants: [tenant] },
          },
        };
      }),
  }),
});

const as = (name: string) => ({
  authorization: mockCredentials.user.header(`user:default/${name}`),
});

describe.each(databases.eachSupportedId())('the API on %s', databaseId => {
  let bench: OperationsBench;
  let provider: MemoryProvider;
  let server: Awaited<ReturnType<typeof startTestBackend>>['server'];
  let stop: () => Promise<void>;

  beforeEach(async () => {
    const knex = await databases.init(databaseId as TestDatabaseId);
    provider = new MemoryProvider();
    const backend = await startTestBackend({
      features: [
        platformResourcesPlugin,
        createBackendModule({
          pluginId: 'platform-resources',
          moduleId: 'memory',
          register(env) {
            env.registerInit({
              deps: { providers: platformResourceProvidersExtensionPoint },
              async init({ providers }) {
                providers.addProvider(provider);
              },
            });
          },
        }),
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: { name: 'jar', namespace: 'platform' },
              spec: {
                type: 'platform-component',
                lifecycle: 'production',
                owner: 'group:platform/jars',
                platform: {
                  overlay: 'jar',
                  provider: 'memory',
                  schema: { type: 'object' },
                  actions: [
                    {
                      id: 'shout',
                      title: 'Shout',
                      run: {
                        schema: {
                          type: 'object',
                          properties: { word: { type: 'string' } },
                          required: ['word'],
                        },
                      },
                    },
                    { id: 'sing', title: 'Sing', run: { schema: {} } },
                  ],
                },
              },
            },
          ],
        }),
        mockServices.database.factory({ knex }),
        mockServices.rootConfig.factory({
          data: { backend: { baseUrl: 'http://localhost:0' } },
        }),
        permissionsByTenant,
      ],
    });
    server = backend.server;
    stop = () => backend.stop();
    bench = new OperationsBench(knex);
    await bench.declare('payments', [
      bench.declared('plum', { size: 1 }),
      bench.declared('pear', { size: 2 }, { leaf: 'test' }),
    ]);
    await bench.declare('trading', [bench.declared('fig')]);
    await bench.settled();
  });

  afterEach(async () => {
    await stop();
  });

  const get = (who: string, path: string) =>
    request(server).get(`/api/platform-resources${path}`).set(as(who));
  const send = (
    method: 'post' | 'put' | 'delete',
    who: string,
    path: string,
    body: object = {},
  ) =>
    request(server)
      [method](`/api/platform-resources${path}`)
      .set(as(who))
      .send(body);

  const plum = async () => {
    const { body } = await get('payments-ada', '/resources?text=PLUM');
    return body.items[0];
  };

  it('lists, counts and filters what one may see, and nothing else', async () => {
    const first = await get('payments-ada', '/resources?limit=1');
    expect(first.body).toMatchObject({
      totalItems: 2,
      totalIsExact: true,
      items: [{ instance: 'pear', health: 'ready' }],
    });
    const { nextCursor } = first.body;
    const second = await get(
      'payments-ada',
      `/resources?limit=1&cursor=${nextCursor}`,
    );
    expect(second.body.items).toMatchObject([{ instance: 'plum' }]);
    expect(second.body.nextCursor).toBeUndefined();
    const filtered = await get(
      'payments-ada',
      '/resources?node=prod&health=ready&health=failed',
    );
    expect(filtered.body.items).toMatchObject([{ leaf: 'prod' }]);
    const counts = await get('payments-ada', '/resources/counts');
    expect(counts.body.items).toEqual([
      {
        application: 'system:payments/app',
        component: 'component:platform/jar',
        health: 'ready',
        count: 2,
      },
    ]);
    // The owner of the component sees who uses it.
    const owner = await get('jars-tom', '/resources');
    expect(owner.body.totalItems).toBe(3);
    const adoption = await get('jars-tom', '/components/adoption');
    expect(adoption.body.items).toEqual([
      {
        component: 'component:platform/jar',
        applications: 2,
        tenants: 2,
        resources: 3,
        ready: 3,
        drifted: 0,
        failed: 0,
        successRate: 1,
      },
    ]);
    expect((await get('lending-lee', '/resources')).body.totalItems).toBe(0);
  });

  const refusal = async (method: 'get' | 'post', path: string) => {
    const { status, body } = await request(server)
      [method](`/api/platform-resources${path}`)
      .set(as('trading-sue'));
    const message = body.error.message.replace(/[0-9a-f-]{36}/, 'ID');
    return { status, message };
  };

  it('answers about what is hidden as about what is not there', async () => {
    const { id } = await plum();
    const [operation] = (await get('payments-ada', '/operations')).body.items;
    for (const [method, path] of [
      ['get', `/resources/${id}`],
      ['get', `/resources/${id}/generations`],
      ['get', `/resources/${id}/actions`],
      ['post', `/resources/${id}/refresh`],
      ['post', `/resources/${id}/revert`],
      ['get', `/operations/${operation.id}`],
      ['get', `/operations/${operation.id}/log`],
      ['post', `/operations/${operation.id}/cancel`],
    ] as const) {
      const absent = path.replace(
        /[0-9a-f-]{36}/,
        '00000000-0000-4000-8000-000000000000',
      );
      const hidden = await refusal(method, path);
      expect(hidden).toEqual(await refusal(method, absent));
      expect(hidden.status).toBe(404);
    }
    // Seen by the owner of the component, but not hers to change.
    expect((await get('jars-tom', `/resources/${id}`)).status).toBe(200);
    expect(
      (await send('post', 'jars-tom', `/resources/${id}/revert`)).status,
    ).toBe(404);
  });

  it('shows drift with what Git says, and reverts or ignores it', async () => {
    const { id, ref } = await plum();
    provider.things.set(ref, { spec: { size: 9 }, tags: {} });
    const looked = await send(
      'post',
      'payments-ada',
      `/resources/${id}/refresh`,
    );
    expect(looked.body).toMatchObject({
      health: 'drifted',
      drift: {
        changes: [{ in: 'spec', pointer: '/size', observed: 9, declared: 1 }],
        ignored: null,
      },
    });
    const until = new Date(Date.now() + HOUR).toISOString();
    const ignored = await send(
      'put',
      'payments-ada',
      `/resources/${id}/ignored-drift`,
      { until, reason: 'Incident 7' },
    );
    expect(ignored.body).toMatchObject({
      health: 'ready',
      drift: {
        ignored: {
          until,
          reason: 'Incident 7',
          by: 'user:default/payments-ada',
        },
      },
    });
    const heeded = await send(
      'delete',
      'payments-ada',
      `/resources/${id}/ignored-drift`,
    );
    expect(heeded.body.health).toBe('drifted');
    const reverted = await send(
      'post',
      'payments-ada',
      `/resources/${id}/revert`,
    );
    expect(reverted).toMatchObject({
      status: 202,
      body: { state: 'queued', actor: 'user:default/payments-ada' },
    });
    await bench.settled();
    expect(provider.things.get(ref)?.spec).toEqual({ size: 1 });
    expect((await get('payments-ada', `/resources/${id}`)).body).toMatchObject({
      health: 'ready',
      drift: null,
    });
    const log = await get(
      'payments-ada',
      `/operations/${reverted.body.id}/log`,
    );
    expect(log.body.items).toMatchObject([{ message: 'Put it there' }]);
  });

  it('keeps what is protected, though nobody declares it any more', async () => {
    const { id } = await plum();
    const protectedNow = await send(
      'put',
      'payments-ada',
      `/resources/${id}/protection`,
      { reason: 'Year end' },
    );
    expect(protectedNow.body).toMatchObject({
      protected: true,
      protection: { reason: 'Year end' },
    });
    await bench.declare('payments', []);
    await bench.settled();
    expect((await get('payments-ada', `/resources/${id}`)).body).toMatchObject({
      health: 'blocked',
      message: expect.stringContaining('Year end'),
    });
    expect((await get('payments-ada', '/resources')).body.totalItems).toBe(1);
  });

  it('runs actions of the provider, and shows what is secret once', async () => {
    const { id } = await plum();
    const offered = await get('payments-ada', `/resources/${id}/actions`);
    expect(offered.body.items).toMatchObject([{ id: 'shout', kind: 'run' }]);
    const run = await send(
      'post',
      'payments-ada',
      `/resources/${id}/actions/shout`,
      { input: { word: 'abracadabra' } },
    );
    expect(run.body).toMatchObject({
      message: 'plum shouts ***',
      secrets: { word: 'abracadabra' },
    });
    expect(run.headers['cache-control']).toBe('no-store');
    const operation = await get(
      'payments-ada',
      `/operations/${run.body.operation}`,
    );
    expect(operation.body).toMatchObject({
      kind: 'action',
      action: 'shout',
      state: 'succeeded',
    });
    for (const table of ['operations', 'operation_log', 'resources']) {
      expect(JSON.stringify(await bench.knex(table))).not.toContain(
        'abracadabra',
      );
    }
    const refused = await send(
      'post',
      'payments-ada',
      `/resources/${id}/actions/shout`,
      { input: { word: 7 } },
    );
    expect(refused.status).toBe(400);
  });

  it('lets somebody else, not whoever wanted it, accept a loss', async () => {
    const [pear] = (await get('payments-ada', '/resources?text=pear')).body
      .items;
    await bench.declare('payments', [bench.declared('plum', { size: 1 })], {
      mayDestroy: false,
      actor: 'user:default/payments-ada',
    });
    await bench.settled();
    const [failed] = (
      await get('payments-ada', `/operations?resource=${pear.id}&state=failed`)
    ).body.items;
    expect(failed.cause).toMatch(/Nobody agreed to lose/);
    const again = (who: string) =>
      send('post', who, `/operations/${failed.id}/retry`, { acceptLoss: true });
    expect((await again('payments-ada')).status).toBe(403);
    expect((await again('payments-bob')).status).toBe(202);
    await bench.settled();
    expect((await get('payments-ada', '/resources')).body.totalItems).toBe(1);
  });
});
