import { mockServices } from '@backstage/backend-test-utils';
import { Operation } from '@commonhold/plugin-platform-resources-common';
import { Knex } from 'knex';
import { ProviderRegistry } from '../providers/ProviderRegistry';
import { OperationEnding } from '../services/operations/OperationEnding';
import { OperationQueue } from '../services/operations/OperationQueue';
import { OperationRunner } from '../services/operations/OperationRunner';
import { TenantCaps } from '../services/operations/TenantCaps';
import {
  Declaration,
  DeclaredResource,
} from '../services/resources/DeclaredResource';
import { DefaultResourceDeclarations } from '../services/resources/DefaultResourceDeclarations';
import { OperationClaims } from '../store/OperationClaims';
import { OperationStore } from '../store/OperationStore';
import { ResourceStore } from '../store/ResourceStore';
import { MemoryProvider } from './MemoryProvider';

/** Everything that does operations, on a database, without HTTP. */
export class OperationsBench {
  readonly provider = new MemoryProvider();
  readonly providers = new ProviderRegistry();
  readonly operations: OperationStore;
  readonly resources: ResourceStore;
  readonly declarations: DefaultResourceDeclarations;
  readonly queues: OperationQueue[] = [];
  readonly limits = new Map<string, number>();

  constructor(readonly knex: Knex) {
    this.providers.addProvider(this.provider);
    this.operations = new OperationStore(knex);
    this.resources = new ResourceStore(knex);
    this.declarations = new DefaultResourceDeclarations({
      resources: this.resources,
      operations: this.operations,
      providers: this.providers,
      onQueued: () => this.queues.forEach(queue => queue.wake()),
    });
  }

  /** Another replica. */
  startQueue(options: { workers?: number } = {}): OperationQueue {
    const logger = mockServices.logger.mock();
    const { operations, resources, providers } = this;
    const queue = new OperationQueue({
      claims: new OperationClaims(this.knex),
      runner: new OperationRunner({
        operations,
        resources,
        providers,
        logger,
        ending: new OperationEnding({
          operations,
          resources,
          meter: { ended: () => undefined },
          watch: { moved: () => undefined },
          checkEveryMs: 3_600_000,
        }),
      }),
      caps: new TenantCaps({
        fallback: 100,
        logger,
        limitsOf: async tenant => ({
          platform: false,
          state: 'active',
          locations: [],
          entitlements: { plugins: null, platformComponents: null },
          quotas: {
            requestsPerMinute: null,
            concurrentOperations: this.limits.get(tenant) ?? null,
            resources: {},
          },
        }),
      }),
      providers: () => new Map([['memory', 50]]),
      workers: options.workers ?? 5,
      logger,
    });
    this.queues.push(queue);
    queue.start();
    return queue;
  }

  async stop(): Promise<void> {
    await Promise.all(this.queues.map(queue => queue.stop()));
  }

  declared(
    instance: string,
    spec: DeclaredResource['spec'] = {},
    rest: Partial<DeclaredResource> = {},
  ): DeclaredResource {
    return {
      overlay: 'jar',
      instance,
      leaf: 'prod',
      spec,
      tags: {},
      component: 'component:platform/jar',
      componentOwner: 'group:platform/jars',
      provider: 'memory',
      providerConfig: {},
      ...rest,
    };
  }

  async declare(
    tenant: string,
    resources: readonly DeclaredResource[],
    rest: Partial<Declaration> = {},
  ) {
    return this.resources.transaction(tx =>
      this.declarations.declare(tx, {
        application: `system:${tenant}/app`,
        tenant,
        audience: [`tenant:${tenant}`],
        commit: { id: 'c0ffee', author: 'Ada <ada@example.com>', title: 'Add' },
        approvers: [],
        actor: 'user:default/ada',
        mayDestroy: true,
        blocked: [],
        resources,
        ...rest,
      }),
    );
  }

  async operation(id: string): Promise<Operation> {
    const operation = await this.operations.find(id);
    if (!operation) {
      throw new Error(`There is no operation ${id}`);
    }
    return operation;
  }

  /** Waits until no operation waits or runs. */
  async settled(withinMs: number = 20_000): Promise<void> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const { queued, atWork } = await this.operations.depth(
        new Date().toISOString(),
      );
      if (queued + atWork === 0) {
        return;
      }
      if (Date.now() > deadline) {
        throw new Error(`${queued} operations wait and ${atWork} run still`);
      }
      await new Promise(resolve => {
        setTimeout(resolve, 20);
      });
    }
  }
}
