import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ANNOTATION_DEPLOYMENT_REPOSITORY,
  ChangeState,
} from '@commonhold/plugin-platform-resources-common';
import { Caller, parseTenantId } from '@commonhold/plugin-tenancy-common';
import { TenancyService } from '@commonhold/plugin-tenancy-node';
import express from 'express';
import { Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assembleApplications } from '../applications';
import { assembleChanges } from '../changes';
import { AudienceDecisions } from '../permissions/AudienceDecisions';
import { RepositoryWatcher } from '../services/applications/RepositoryWatcher';
import { DefaultResourcePlanner } from '../services/resources/DefaultResourcePlanner';
import { OperationsBench } from './OperationsBench';
import { TestRepository } from './TestRepository';

/** Somebody of the tests. */
export type TestPerson = {
  readonly groups?: readonly string[];
  readonly admin?: boolean;
  readonly operator?: boolean;
  readonly tenant?: string;
};

const BASE = 'https://git.example/';

/** The application whose repository the tests push to. */
export const CHECKOUT = 'system:payments/checkout';

/** Another one of the same tenant. */
export const REFUNDS = 'system:payments/refunds';

/**
 * Applications with real repositories, a catalog of the test's making, and a provider
 * in memory: everything from a push to an effect, on a database, without HTTP.
 */
export class ChangesBench {
  static async start(
    knex: Knex,
    options: {
      readonly components: readonly Entity[];
      readonly people: Readonly<Record<string, TestPerson>>;
      /** Answers of the tenancy backend, by tenant. */
      readonly tenants: Readonly<Record<string, object>>;
    },
  ): Promise<ChangesBench> {
    const folder = await mkdtemp(path.join(tmpdir(), 'commonhold-changes-'));
    const repository = await TestRepository.create();
    const refunds = await TestRepository.create();
    const tenancy = express();
    tenancy.get('/tenants/:id', (req, res) => {
      const tenant = options.tenants[req.params.id];
      res.status(tenant ? 200 : 404).json(tenant ?? {});
    });
    const server = await new Promise<Server>(resolve => {
      const started = tenancy.listen(0, '127.0.0.1', () => resolve(started));
    });
    return new ChangesBench(knex, folder, repository, refunds, server, options);
  }

  readonly operations: OperationsBench;
  readonly applications: ReturnType<typeof assembleApplications>;
  readonly changes: ReturnType<typeof assembleChanges>;
  readonly watcher: RepositoryWatcher;

  private constructor(
    knex: Knex,
    private readonly folder: string,
    readonly repository: TestRepository,
    /** Of another application of the same tenant. */
    readonly refunds: TestRepository,
    private readonly server: Server,
    options: {
      readonly components: readonly Entity[];
      readonly people: Readonly<Record<string, TestPerson>>;
    },
  ) {
    const { port } = server.address() as AddressInfo;
    const auth = mockServices.auth();
    const catalog = catalogServiceMock({
      entities: [
        ...options.components,
        application('payments', 'checkout', `${BASE}payments/checkout`),
        application('payments', 'refunds', `${BASE}payments/refunds`),
        application('trading', 'thief', `${BASE}payments/checkout`),
        ...Object.keys(options.people).map(person),
      ],
    });
    const logger = mockServices.logger.mock();
    this.operations = new OperationsBench(knex);
    this.operations.startQueue();
    this.applications = assembleApplications({
      auditor: mockServices.auditor.mock(),
      auth,
      catalog,
      discovery: mockServices.discovery.mock({
        getBaseUrl: async () => `http://127.0.0.1:${port}`,
      }),
      integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
      knex,
      logger,
      settings: {
        allow: [{ prefix: BASE }],
        rewrites: [
          { from: `${BASE}payments/checkout`, to: repository.bare },
          { from: `${BASE}payments/refunds`, to: refunds.bare },
        ],
        directory: path.join(folder, 'mirrors'),
        limits: { maxBytes: 64 * 1024 * 1024, timeoutMs: 20_000 },
        everyMs: 60_000,
        syncEvery: { seconds: 10 },
        componentNamespaces: [],
      },
    });
    this.changes = assembleChanges({
      applications: this.applications,
      auditor: mockServices.auditor.mock(),
      auth,
      catalog,
      decisions: new AudienceDecisions(
        mockServices.permissions(),
        mockServices.permissionsRegistry.mock(),
      ),
      declarations: this.operations.declarations,
      knex,
      logger,
      planner: new DefaultResourcePlanner(this.operations.providers),
      providers: this.operations.providers,
      resources: this.operations.resources,
      tenancy: tenancyOf(options.people),
      userInfo: mockServices.userInfo(),
    });
    this.watcher = this.newReplica();
  }

  /** Another process that looks at repositories. */
  newReplica(
    onResolved: (milliseconds: number) => void = () => undefined,
  ): RepositoryWatcher {
    const { components, mirrors, resolutions, store } = this.applications;
    return new RepositoryWatcher({
      applications: store,
      components,
      mirrors,
      resolutions,
      listeners: [this.changes.driver],
      logger: mockServices.logger.mock(),
      meter: { resolved: onResolved, checked: () => undefined },
      everyMs: 60_000,
      parallel: 4,
    });
  }

  /** Pushes, and has the portal look. */
  async push(
    files: Readonly<Record<string, string | null>>,
    message?: string,
  ): Promise<string> {
    const commit = await this.repository.push(files, message);
    await this.look();
    return commit;
  }

  /** As if the time for it had come. */
  async look(): Promise<void> {
    await this.applications.sync.run();
    for (const ref of [CHECKOUT, REFUNDS]) {
      await this.applications.store.makeDue({ ref }, new Date().toISOString());
    }
    await this.watcher.run();
  }

  /** Waits until a change is in a state, going on with what is due. */
  async until(id: string, ...states: ChangeState[]): Promise<void> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      await this.look();
      await this.changes.driver.run();
      await this.changes.bulkDriver.run();
      const change = await this.changes.store.find(id);
      if (change && states.includes(change.state)) {
        return;
      }
      if (Date.now() > deadline) {
        throw new Error(
          `${change?.state} (${change?.stateReason}) instead of ${states}`,
        );
      }
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
    }
  }

  /** The newest change of an application. */
  async newest(ref: string = CHECKOUT): Promise<string> {
    const { items } = await this.changes.store.page({
      application: ref,
      limit: 1,
    });
    return items[0].id;
  }

  /** What the provider's backend has, by instance and leaf. */
  things(): Record<string, unknown> {
    return Object.fromEntries(
      [...this.operations.provider.things].map(([ref, { spec }]) => [
        ref.slice(ref.indexOf('#') + 1),
        spec,
      ]),
    );
  }

  async person(name: string) {
    return this.changes.people.get(credentialsOf(name));
  }

  async stop(): Promise<void> {
    await this.operations.stop();
    this.server.closeAllConnections();
    this.server.close();
    await this.repository.remove();
    await this.refunds.remove();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export function credentialsOf(name: string): BackstageCredentials {
  return mockCredentials.user(`user:default/${name}`);
}

function tenancyOf(
  people: Readonly<Record<string, TestPerson>>,
): TenancyService {
  const getCallerByRef = async (userEntityRef: string): Promise<Caller> => {
    const { groups, admin, operator, tenant } =
      people[userEntityRef.split('/')[1]];
    return {
      userEntityRef,
      operator: operator ?? false,
      auditor: false,
      groups: groups ?? [],
      tenants: tenant
        ? [
            {
              id: parseTenantId(tenant),
              role: admin ? 'admin' : 'member',
              plugins: null,
              requestsPerMinute: null,
            },
          ]
        : [],
    };
  };
  return {
    getCallerByRef,
    getCaller: async ({ principal }) =>
      getCallerByRef(
        (principal as unknown as { userEntityRef: string }).userEntityRef,
      ),
  };
}

function application(tenant: string, name: string, repository: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name,
      namespace: tenant,
      title: name,
      annotations: { [ANNOTATION_DEPLOYMENT_REPOSITORY]: repository },
      tenancy: { tenant, audience: [`tenant:${tenant}`] },
    },
    spec: { owner: `group:${tenant}/team` },
  };
}

function person(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: {
      memberOf: [],
      profile: { displayName: name, email: `${name}@example.com` },
    },
  };
}
