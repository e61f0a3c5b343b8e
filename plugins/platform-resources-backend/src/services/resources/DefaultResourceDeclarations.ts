import {
  ConditionType,
  formatResourceRef,
} from '@commonhold/plugin-platform-resources-common';
import { resourceIdOf } from '@commonhold/plugin-platform-resources-node';
import { entityAudience } from '@commonhold/plugin-tenancy-common';
import { Knex } from 'knex';
import { Duration } from 'luxon';
import { ProviderRegistry } from '../../providers/ProviderRegistry';
import { NewOperation, OperationStore } from '../../store/OperationStore';
import {
  GenerationRow,
  ResourceRow,
  StoredResource,
} from '../../store/resourceRows';
import { ResourceStore } from '../../store/ResourceStore';
import { healthOf, Statement, withConditions } from './conditions';
import {
  ChangeProgress,
  Declaration,
  DeclarationOutcome,
  DeclaredResource,
  ResourceDeclarations,
} from './DeclaredResource';
import { DeclarationDiff, diffDeclaration } from './diffDeclaration';

const NOT_BLOCKED: Statement = { status: 'False', reason: 'Free' };

/** Writes declarations down: generations, conditions and operations. */
export class DefaultResourceDeclarations implements ResourceDeclarations {
  constructor(
    private readonly options: {
      readonly resources: ResourceStore;
      readonly operations: OperationStore;
      readonly providers: ProviderRegistry;
      /** Called after something was queued; the transaction may not have ended yet. */
      readonly onQueued: () => void;
    },
  ) {}

  async declare(
    tx: Knex.Transaction,
    declaration: Declaration,
  ): Promise<DeclarationOutcome> {
    const { resources, operations, onQueued } = this.options;
    const now = new Date().toISOString();
    const known = await resources.ofApplication(tx, declaration.application);
    const audienceKeys = await this.audienceKeys(tx, declaration);
    const diff = diffDeclaration(declaration, known, {
      audienceKeyOf: owner => audienceKeys.get(owner) ?? '',
    });
    const rows = this.rowsOf(diff, declaration, audienceKeys, now);
    await resources.put(tx, rows);
    await resources.addGenerations(tx, generationsOf(diff, declaration, now));
    await resources.replaceDependencies(
      tx,
      new Map(
        diff.declared.map(({ id, declared }) => [
          id,
          (declared.dependsOn ?? []).map(resourceIdOf).filter(on => on !== id),
        ]),
      ),
    );
    const queued = await operations.enqueue(
      tx,
      this.operationsOf(diff, declaration, now),
      now,
    );
    onQueued();
    return {
      created: diff.declared.filter(({ before }) => !before).length,
      updated: diff.declared.filter(({ before }) => before).length,
      deleted: diff.deleted.length,
      unchanged: diff.unchanged.length,
      operations: queued,
    };
  }

  async progressOf(
    tx: Knex,
    changes: readonly string[],
  ): Promise<ReadonlyMap<string, ChangeProgress>> {
    const counts = await this.options.operations.countByChange(tx, changes);
    return new Map(
      changes.map(change => {
        const sum = (...states: string[]) =>
          counts
            .filter(row => row.change_id === change)
            .filter(({ state }) => states.includes(state))
            .reduce((total, { count }) => total + count, 0);
        return [
          change,
          {
            waiting: sum('queued'),
            running: sum('running', 'verifying'),
            succeeded: sum('succeeded'),
            failed: sum('failed'),
            dropped: sum('cancelled', 'superseded'),
          },
        ];
      }),
    );
  }

  async countByComponent(
    tx: Knex,
    tenant: string,
  ): Promise<ReadonlyMap<string, number>> {
    return this.options.resources.countByComponent(tx, tenant);
  }

  /** The application's audience, with the owner of each component added. */
  private async audienceKeys(
    tx: Knex.Transaction,
    { resources, audience }: Declaration,
  ): Promise<ReadonlyMap<string, string>> {
    const keys = new Map<string, string>();
    for (const { componentOwner } of resources) {
      if (!keys.has(componentOwner)) {
        const values = [...audience, entityAudience(componentOwner)];
        keys.set(
          componentOwner,
          await this.options.resources.audienceKey(tx, values),
        );
      }
    }
    return keys;
  }

  private rowsOf(
    diff: DeclarationDiff,
    declaration: Declaration,
    audienceKeys: ReadonlyMap<string, string>,
    now: string,
  ): ResourceRow[] {
    const { application, tenant } = declaration;
    const row = (
      declared: DeclaredResource,
      hash: string,
      before: StoredResource | undefined,
      rest: Pick<ResourceRow, 'lifecycle' | 'generation'> & {
        says: Partial<Record<ConditionType, Statement>>;
      },
    ): ResourceRow => {
      const ref = formatResourceRef({ application, ...declared });
      const conditions = withConditions(
        before?.conditions ?? {},
        rest.says,
        now,
      );
      return {
        id: resourceIdOf(ref),
        ref,
        application_ref: application,
        overlay: declared.overlay,
        instance: declared.instance,
        leaf: declared.leaf,
        component_ref: declared.component,
        component_owner: declared.componentOwner,
        tenant_id: tenant,
        audience_key:
          audienceKeys.get(declared.componentOwner) ??
          before?.audienceKey ??
          '',
        provider: declared.provider,
        provider_config: JSON.stringify(declared.providerConfig),
        spec: JSON.stringify(declared.spec),
        tags: JSON.stringify(declared.tags),
        desired_hash: hash,
        retain: declared.retain ?? null,
        cost: declared.cost ?? null,
        lifecycle: rest.lifecycle,
        health: healthOf(conditions),
        conditions: JSON.stringify(conditions),
        generation: rest.generation,
        observed_generation: before?.observedGeneration ?? 0,
        fence: 0,
        observed: null,
        observed_at: null,
        drift: null,
        drift_ignored: null,
        protection: null,
        expires_at: null,
        expiry_warned_days: null,
        check_at: null,
        created_at: before?.createdAt ?? now,
        updated_at: now,
      };
    };

    return [
      ...diff.declared.map(({ declared, hash, before, generation }) =>
        row(declared, hash, before, {
          lifecycle: 'declared',
          generation,
          says: this.saidOfDeclared(declared),
        }),
      ),
      ...diff.moved.map(({ declared, before }) =>
        row(declared, before.desiredHash, before, {
          lifecycle: before.lifecycle,
          generation: before.generation,
          says: { Blocked: NOT_BLOCKED },
        }),
      ),
      ...diff.deleted.map(({ before, generation }) =>
        row(declaredOf(before), before.desiredHash, before, {
          lifecycle: 'deleting',
          generation,
          says: {
            Blocked: NOT_BLOCKED,
            Deleting: {
              status: 'True',
              reason: before.retain ? 'Retained' : 'Queued',
              message: before.retain
                ? `It is no longer declared; its data is kept until ${destroyedAt(
                    before,
                    now,
                  )}`
                : 'It is no longer declared',
            },
          },
        }),
      ),
      ...diff.blocked.map(({ before, message, reason }) =>
        row(declaredOf(before), before.desiredHash, before, {
          lifecycle: before.lifecycle,
          generation: before.generation,
          says: { Blocked: { status: 'True', reason, message } },
        }),
      ),
    ];
  }

  private saidOfDeclared(
    declared: DeclaredResource,
  ): Partial<Record<ConditionType, Statement>> {
    const installed = this.options.providers.has(declared.provider);
    return {
      Accepted: installed
        ? { status: 'True', reason: 'Declared' }
        : {
            status: 'False',
            reason: 'ProviderMissing',
            message: `The provider "${declared.provider}" is not installed in this portal: an operator adds it`,
          },
      Synced: {
        status: 'False',
        reason: 'Queued',
        message: 'What was declared last waits to be applied',
      },
      Blocked: NOT_BLOCKED,
      Deleting: { status: 'False', reason: 'Declared' },
    };
  }

  private operationsOf(
    diff: DeclarationDiff,
    declaration: Declaration,
    now: string,
  ): NewOperation[] {
    const { application, tenant, change, actor, mayDestroy } = declaration;
    const common = { application, tenant, change, actor, mayDestroy };
    return [
      ...diff.declared.map(
        ({ id, declared, generation }): NewOperation => ({
          ...common,
          resource: id,
          kind: 'apply',
          component: declared.component,
          provider: declared.provider,
          generation,
          notBefore: now,
        }),
      ),
      ...diff.deleted.map(
        ({ before, generation }): NewOperation => ({
          ...common,
          resource: before.id,
          kind: 'delete',
          component: before.component,
          provider: before.provider,
          generation,
          notBefore: destroyedAt(before, now),
        }),
      ),
    ];
  }
}

/** When the data of a resource that goes now, is destroyed. */
function destroyedAt({ retain }: StoredResource, now: string): string {
  const kept = retain ? Duration.fromISO(retain) : undefined;
  return kept?.isValid
    ? new Date(Date.parse(now) + kept.toMillis()).toISOString()
    : now;
}

function declaredOf(stored: StoredResource): DeclaredResource {
  return {
    overlay: stored.overlay,
    instance: stored.instance,
    leaf: stored.leaf,
    spec: stored.spec,
    tags: stored.tags,
    component: stored.component,
    componentOwner: stored.componentOwner,
    provider: stored.provider,
    providerConfig: stored.providerConfig,
    ...(stored.retain !== null && { retain: stored.retain }),
    ...(stored.cost !== null && { cost: stored.cost }),
  };
}

function generationsOf(
  diff: DeclarationDiff,
  declaration: Declaration,
  now: string,
): GenerationRow[] {
  const { commit, change, approvers } = declaration;
  const row = (
    id: string,
    generation: number,
    kind: GenerationRow['kind'],
    { spec, tags }: Pick<DeclaredResource, 'spec' | 'tags'>,
  ): GenerationRow => ({
    resource_id: id,
    generation,
    kind,
    spec: JSON.stringify(spec),
    tags: JSON.stringify(tags),
    commit_id: commit.id,
    commit_author: commit.author,
    commit_title: commit.title,
    change_id: change ?? null,
    approvers: JSON.stringify(approvers),
    declared_at: now,
    applied_at: null,
    operation_id: null,
  });
  return [
    ...diff.declared.map(({ id, generation, declared }) =>
      row(id, generation, 'declare', declared),
    ),
    ...diff.deleted.map(({ before, generation }) =>
      row(before.id, generation, 'delete', before),
    ),
  ];
}
