import { formatResourceRef } from '@commonhold/plugin-platform-resources-common';
import {
  ProviderTarget,
  resourceIdOf,
} from '@commonhold/plugin-platform-resources-node';
import { Knex } from 'knex';
import { ProviderRegistry } from '../../src/providers/ProviderRegistry';
import { DeclaredResource } from '../../src/services/resources/DeclaredResource';
import { DefaultResourceDeclarations } from '../../src/services/resources/DefaultResourceDeclarations';
import { OperationStore } from '../../src/store/OperationStore';
import { ResourceStore } from '../../src/store/ResourceStore';
import { ChaosOptions } from './options';

export const SHARED_DATABASE = 'shared';

/** One in so many goes in the last round. */
const GOES = 5;

/** What one tenant should have after a round, and what it had before. */
export class Workload {
  private readonly declarations: DefaultResourceDeclarations;
  private readonly rounds = new Map<string, number>();

  constructor(
    private readonly knex: Knex,
    private readonly options: ChaosOptions,
  ) {
    this.declarations = new DefaultResourceDeclarations({
      resources: new ResourceStore(knex),
      operations: new OperationStore(knex),
      providers: new ProviderRegistry(),
      onQueued: () => undefined,
    });
  }

  get tenants(): string[] {
    return Array.from(
      { length: this.options.tenants },
      (_, at) => `tenant-${String(at).padStart(3, '0')}`,
    );
  }

  isSlow(tenant: string): boolean {
    const at = this.tenants.indexOf(tenant);
    return at > 0 && at <= this.options.slow;
  }

  /** Declares the first round of all, the tenant with much to do before all others. */
  async begin(): Promise<void> {
    for (const tenant of this.tenants) {
      await this.declareRound(tenant, 1);
    }
  }

  /**
   * Declares the next round of every tenant whose operations ended.
   *
   * @returns how many tenants are not done
   */
  async goOn(): Promise<number> {
    const going = this.tenants.filter(
      tenant => (this.rounds.get(tenant) ?? 0) <= this.options.rounds,
    );
    const changeOf = (tenant: string) =>
      `${tenant}-${this.rounds.get(tenant) ?? 0}`;
    const progress = await this.declarations.progressOf(
      this.knex,
      going.map(changeOf),
    );
    let left = 0;
    for (const tenant of going) {
      const of = progress.get(changeOf(tenant));
      if (of && of.waiting + of.running === 0) {
        const next = (this.rounds.get(tenant) ?? 0) + 1;
        this.rounds.set(tenant, next);
        if (next <= this.options.rounds) {
          await this.declareRound(tenant, next);
          left += 1;
        }
      } else {
        left += 1;
      }
    }
    return left;
  }

  /** What a tenant has in a round: name and what a provider is told. */
  resourcesOf(tenant: string, round: number): DeclaredResource[] {
    const { bulk, resources, databases, rounds } = this.options;
    const at = this.tenants.indexOf(tenant);
    const names = Array.from(
      { length: at === 0 ? bulk : resources },
      (_, index) => `store${index}`,
    ).filter((_, index) => round < rounds || index % GOES !== 0);
    // Limits change now and then, parameters and tags always.
    const spec = {
      maxConnections: 10 + Math.floor(round / 3),
      parameters: { work_mem: `${4 + round}MB` },
    };
    const declared = (
      instance: string,
      rest: Pick<DeclaredResource, 'provider' | 'providerConfig'>,
    ): DeclaredResource => ({
      overlay: 'postgresql',
      instance,
      leaf: 'prod',
      spec,
      tags: { serial: String(round) },
      component: 'component:platform/postgresql-database',
      componentOwner: 'group:platform/data',
      ...rest,
    });
    return [
      ...names.map((name, index) =>
        declared(name, {
          provider:
            this.isSlow(tenant) && index < 2 ? 'postgresql-slow' : 'postgresql',
          providerConfig: {
            cluster: 'main',
            isolation: 'schema',
            database: SHARED_DATABASE,
          },
        }),
      ),
      ...(at > 0 && at <= databases
        ? [
            declared('own', {
              provider: 'postgresql',
              providerConfig: { cluster: 'main', isolation: 'database' },
            }),
          ]
        : []),
    ];
  }

  targetOf(tenant: string, declared: DeclaredResource): ProviderTarget {
    const application = `system:${tenant}/app`;
    const ref = formatResourceRef({ application, ...declared });
    return {
      id: resourceIdOf(ref),
      ref,
      application,
      tenant,
      component: declared.component,
      overlay: declared.overlay,
      instance: declared.instance,
      leaf: declared.leaf,
      providerConfig: declared.providerConfig,
    };
  }

  /** Operations that the far provider takes its time for. */
  async declareFar(prefix: string, operations: number): Promise<string[]> {
    const each = 12;
    const changes: string[] = [];
    for (let at = 0; at * each < operations; at += 1) {
      const tenant = `${prefix}-${at}`;
      changes.push(tenant);
      await this.declare(
        tenant,
        tenant,
        Array.from({ length: each }, (_, index) => ({
          overlay: 'postgresql',
          instance: `store${index}`,
          leaf: 'prod',
          spec: { maxConnections: 5 },
          tags: { serial: '1' },
          component: 'component:platform/postgresql-far',
          componentOwner: 'group:platform/data',
          provider: 'postgresql-far',
          providerConfig: {
            cluster: 'main',
            isolation: 'schema',
            database: SHARED_DATABASE,
          },
        })),
      );
    }
    return changes;
  }

  async areDone(changes: readonly string[]): Promise<boolean> {
    const progress = await this.declarations.progressOf(this.knex, changes);
    return [...progress.values()].every(
      ({ waiting, running }) => waiting + running === 0,
    );
  }

  private async declareRound(tenant: string, round: number): Promise<void> {
    this.rounds.set(tenant, round);
    await this.declare(
      tenant,
      `${tenant}-${round}`,
      this.resourcesOf(tenant, round),
    );
  }

  private async declare(
    tenant: string,
    change: string,
    resources: readonly DeclaredResource[],
  ): Promise<void> {
    await this.knex.transaction(tx =>
      this.declarations.declare(tx, {
        application: `system:${tenant}/app`,
        tenant,
        audience: [`tenant:${tenant}`],
        commit: { id: change, author: 'Chaos', title: change },
        change,
        approvers: [],
        actor: 'chaos',
        mayDestroy: true,
        resources,
        blocked: [],
      }),
    );
  }
}
