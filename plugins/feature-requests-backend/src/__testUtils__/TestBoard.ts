import {
  BackstageCredentials,
  SchedulerService,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  TestBackend,
  TestDatabaseId,
  TestDatabases,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  Permission,
  PolicyDecision,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import { RESOURCE_TYPE_FEATURE_REQUEST } from '@commonhold/plugin-feature-requests-common';
import {
  Caller,
  audienceSeenBy,
  parseTenantId,
} from '@commonhold/plugin-tenancy-common';
import { tenancyServiceRef } from '@commonhold/plugin-tenancy-node';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import request from 'supertest';
import { featureRequestsPlugin } from '../plugin';

/**
 * People of a test, by first name. `everyone` of a tenant is in its group; the
 * policy is what tenancy's would say.
 */
export const people = {
  paula: person('paula', ['payments']),
  peter: person('peter', ['payments']),
  tom: person('tom', ['trading']),
  tina: person('tina', ['trading']),
  lena: person('lena', ['lending']),
  kai: person('kai', ['platform'], { groups: ['group:platform/kafka'] }),
  mia: person('mia', ['platform'], { groups: ['group:platform/products'] }),
  sam: person('sam', ['platform'], { groups: ['group:platform/support'] }),
  olga: person('olga', ['platform'], { operator: true }),
  adam: person('adam', [], { auditor: true }),
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [
      `crowd${index}`,
      person(`crowd${index}`, [index % 2 ? 'payments' : 'trading']),
    ]),
  ),
} satisfies Record<string, Caller>;

function person(
  name: string,
  tenants: string[],
  rest: Partial<Caller> = {},
): Caller {
  return {
    userEntityRef: `user:default/${name}`,
    operator: false,
    auditor: false,
    tenants: tenants.map(id => ({
      id: parseTenantId(id),
      role: 'member' as const,
      plugins: null,
      requestsPerMinute: null,
    })),
    ...rest,
    groups: [...tenants.map(id => `group:${id}/${id}`), ...(rest.groups ?? [])],
  };
}

/** Catalog of a test: Kafka of the platform, a secret of payments, systems. */
const entities: Entity[] = [
  entity('Component', 'platform', 'kafka', {
    audience: ['tenant:platform', 'everyone'],
    title: 'Kafka topics',
    owner: 'group:platform/kafka',
  }),
  entity('Component', 'payments', 'secret-vault', {
    audience: ['tenant:payments'],
    owner: 'group:payments/payments',
  }),
  entity('System', 'payments', 'checkout', {
    audience: ['tenant:payments'],
    owner: 'group:payments/payments',
  }),
  entity('System', 'trading', 'order-book', {
    audience: ['tenant:trading'],
    owner: 'group:trading/trading',
  }),
  ...Object.values(people).map(({ userEntityRef, tenants }) =>
    entity('User', 'default', userEntityRef.split('/')[1], {
      audience: tenants.map(({ id }) => `tenant:${id}`),
    }),
  ),
];

function entity(
  kind: string,
  namespace: string,
  name: string,
  options: { audience: string[]; title?: string; owner?: string },
): Entity {
  const { audience, title, owner } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      namespace,
      name,
      title,
      tenancy: { tenant: namespace, audience },
    },
    relations: owner ? [{ type: 'ownedBy', targetRef: owner }] : [],
  };
}

/** The board itself on a real database, asked over HTTP. */
export class TestBoard {
  static async start(
    databases: TestDatabases,
    databaseId: TestDatabaseId,
    config: JsonObject = {},
  ): Promise<TestBoard> {
    const knex = await databases.init(databaseId);
    const scheduler = mockServices.scheduler();
    const callerOf = (ref: string) => {
      const caller = Object.values(people).find(
        ({ userEntityRef }) => userEntityRef === ref,
      );
      if (!caller) {
        throw new Error(`There is no ${ref} in this test`);
      }
      return caller;
    };
    const backend = await startTestBackend({
      features: [
        featureRequestsPlugin,
        notificationsPlugin,
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        catalogServiceMock.factory({ entities }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: { baseUrl: 'http://localhost:7007' },
            featureRequests: {
              productManagers: ['group:platform/products'],
              support: ['group:platform/support'],
              categories: ['Developer experience', 'Reliability'],
              ...config,
            },
          },
        }),
        createServiceFactory({
          service: coreServices.database,
          deps: { plugin: coreServices.pluginMetadata },
          factory: ({ plugin }) => ({
            getClient: async () =>
              plugin.getId() === 'feature-requests'
                ? knex
                : databases.init(databaseId),
          }),
        }),
        createServiceFactory({
          service: tenancyServiceRef,
          deps: { auth: coreServices.auth },
          factory: ({ auth }) => ({
            getCallerByRef: async ref => callerOf(ref),
            getCaller: async credentials =>
              auth.isPrincipal(credentials, 'user')
                ? callerOf(credentials.principal.userEntityRef)
                : undefined,
          }),
        }),
        permissionsLikeTenancy(callerOf),
      ],
    });
    return new TestBoard(backend, knex, scheduler);
  }

  private constructor(
    private readonly backend: TestBackend,
    readonly knex: Knex,
    private readonly scheduler: SchedulerService,
  ) {}

  /** Does now what is done again and again. */
  async run(task: string): Promise<void> {
    await this.scheduler.triggerTask(task);
  }

  /** What somebody was told, the latest first. */
  async notifications(name: string): Promise<JsonObject[]> {
    const answer = await request(this.backend.server)
      .get('/api/notifications/notifications')
      .set(
        'authorization',
        mockCredentials.user.header(`user:default/${name}`),
      );
    return answer.body.notifications.map(
      ({ payload }: { payload: JsonObject }) => payload,
    );
  }

  /** Asks as somebody. */
  async as(
    name: keyof typeof people | string,
    method: 'get' | 'put' | 'post' | 'patch' | 'delete',
    path: string,
    body?: object,
  ) {
    return request(this.backend.server)
      [method](`/api/feature-requests${path}`)
      .set('authorization', mockCredentials.user.header(`user:default/${name}`))
      .send(body);
  }

  /** Asks as another part of the portal. */
  async asService(
    method: 'get' | 'put' | 'post' | 'patch' | 'delete',
    path: string,
    body?: object,
  ) {
    return request(this.backend.server)
      [method](`/api/feature-requests${path}`)
      .set('authorization', mockCredentials.service.header())
      .send(body);
  }

  /** Files a request. @returns its id */
  async file(name: string, title: string, rest: object = {}): Promise<string> {
    const answer = await this.as(name, 'post', '/requests', { title, ...rest });
    if (answer.status !== 201) {
      throw new Error(`"${title}" was not filed: ${answer.text}`);
    }
    return answer.body.id;
  }

  /** Titles of a list. */
  async titles(name: string, query = ''): Promise<string[]> {
    const answer = await this.as(name, 'get', `/requests${query}`);
    if (answer.status !== 200) {
      throw new Error(`No list of ${query}: ${answer.text}`);
    }
    return answer.body.items.map(({ title }: { title: string }) => title);
  }

  async stop(): Promise<void> {
    await this.backend.stop();
  }
}

/** The permission backend with tenancy's policy, without either of them. */
function permissionsLikeTenancy(callerOf: (ref: string) => Caller) {
  return createServiceFactory({
    service: coreServices.permissions,
    deps: { auth: coreServices.auth },
    factory: ({ auth }) => {
      const callerBehind = (credentials: BackstageCredentials) =>
        auth.isPrincipal(credentials, 'user')
          ? callerOf(credentials.principal.userEntityRef)
          : undefined;
      return {
        authorizeConditional: async (requests, { credentials }) =>
          requests.map(({ permission }) =>
            decide(permission, callerBehind(credentials)),
          ),
        // Of a single request nobody asks here: the board filters in SQL.
        authorize: async (requests, { credentials }) =>
          requests.map(({ permission }) => {
            const { result } = decide(permission, callerBehind(credentials));
            return {
              result:
                result === AuthorizeResult.ALLOW
                  ? AuthorizeResult.ALLOW
                  : AuthorizeResult.DENY,
            };
          }),
      };
    },
  });
}

/** @param caller - `undefined`: a service, which acts for the portal */
function decide(
  permission: Permission,
  caller: Caller | undefined,
): PolicyDecision {
  if (!caller || caller.operator) {
    return { result: AuthorizeResult.ALLOW };
  }
  if (caller.auditor) {
    return {
      result:
        permission.attributes.action === 'read'
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
    };
  }
  if (!isResourcePermission(permission, RESOURCE_TYPE_FEATURE_REQUEST)) {
    return { result: AuthorizeResult.ALLOW };
  }
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'feature-requests',
    resourceType: RESOURCE_TYPE_FEATURE_REQUEST,
    conditions: {
      resourceType: RESOURCE_TYPE_FEATURE_REQUEST,
      rule: 'IS_IN_AUDIENCE',
      params: { audience: audienceSeenBy(caller) },
    },
  };
}
