import { Observation } from '@commonhold/plugin-platform-resources-node';
import { Knex } from 'knex';
import { ConditionType } from '@commonhold/plugin-platform-resources-common';
import { ClaimedOperation } from '../../store/OperationClaims';
import { OperationEnd, OperationStore } from '../../store/OperationStore';
import { StoredResource } from '../../store/resourceRows';
import { ResourceStore } from '../../store/ResourceStore';
import { healthOf, Statement, withConditions } from '../resources/conditions';

/** How the work on an operation ended, for now or for good. */
export type OperationOutcome =
  | {
      readonly state: 'succeeded';
      readonly resource: StoredResource;
      readonly observed: Observation | undefined;
    }
  | (OperationEnd & {
      readonly state: 'failed' | 'cancelled' | 'superseded' | 'queued';
    })
  /** Another replica has it. */
  | { readonly state: 'lost' };

/** Told how operations end. */
export type OperationMeter = {
  ended(
    operation: { readonly provider: string; readonly component: string },
    state: string,
    milliseconds: number,
  ): void;
};

/** Told which operations and resources moved. */
export type OperationWatch = {
  moved(operation: string, resource: string, actor: string): void;
};

/** Writes the end of an operation and what it means for its resource, together. */
export class OperationEnding {
  constructor(
    private readonly options: {
      readonly resources: ResourceStore;
      readonly operations: OperationStore;
      readonly meter: OperationMeter;
      readonly watch: OperationWatch;
      /** How long until a resource is looked at for drift. */
      readonly checkEveryMs: number;
    },
  ) {}

  async end(
    claimed: ClaimedOperation,
    outcome: OperationOutcome,
    milliseconds: number,
  ): Promise<void> {
    const { resources, operations, meter, watch } = this.options;
    const { row, fence } = claimed;
    if (outcome.state === 'lost') {
      return;
    }
    const now = new Date().toISOString();
    await resources.transaction(async tx => {
      await operations.end(
        tx,
        row.id,
        fence,
        outcome.state === 'succeeded' ? { state: 'succeeded' } : outcome,
        now,
      );
      const resource = await resources.lock(tx, row.resource_id);
      // An action that was cut off says nothing about what is declared.
      if (resource && row.kind !== 'action') {
        await this.writeResource(tx, resource, claimed, outcome, now);
      }
    });
    meter.ended(
      { provider: row.provider, component: row.component_ref },
      outcome.state,
      milliseconds,
    );
    watch.moved(row.id, row.resource_id, row.actor);
  }

  private async writeResource(
    tx: Knex.Transaction,
    resource: StoredResource,
    { row }: ClaimedOperation,
    outcome: Exclude<OperationOutcome, { state: 'lost' }>,
    now: string,
  ): Promise<void> {
    const { resources } = this.options;
    const latest = resource.generation === row.generation;
    const says = latest ? saidBy(outcome, row.kind === 'delete') : {};
    const conditions = withConditions(resource.conditions, says, now);
    await resources.update(tx, row.resource_id, {
      conditions: JSON.stringify(conditions),
      health: healthOf(conditions),
      updated_at: now,
      ...(outcome.state === 'succeeded' && {
        observed_generation: row.generation,
        observed: outcome.observed ? JSON.stringify(outcome.observed) : null,
        observed_at: now,
        drift: null,
        drift_ignored: null,
        ...(latest && row.kind === 'delete'
          ? { lifecycle: 'deleted', check_at: null, expires_at: null }
          : { check_at: this.nextCheck() }),
      }),
    });
    if (outcome.state === 'succeeded') {
      await resources.generationApplied(
        tx,
        row.resource_id,
        row.generation,
        row.id,
        now,
      );
    }
  }

  /** Spread out, so that what was applied together is not looked at together. */
  private nextCheck(): string {
    const { checkEveryMs } = this.options;
    return new Date(
      Date.now() + checkEveryMs * (0.5 + Math.random()),
    ).toISOString();
  }
}

/** What an outcome says about the resource, if nothing newer was declared. */
function saidBy(
  outcome: Exclude<OperationOutcome, { state: 'lost' }>,
  deletes: boolean,
): Partial<Record<ConditionType, Statement>> {
  switch (outcome.state) {
    case 'succeeded':
      return deletes
        ? {
            Synced: { status: 'True', reason: 'Deleted' },
            Ready: {
              status: 'False',
              reason: 'Deleted',
              message: 'It is gone',
            },
            Drifted: { status: 'False', reason: 'Deleted' },
            Deleting: {
              status: 'True',
              reason: 'Deleted',
              message: 'It is gone',
            },
          }
        : {
            Synced: { status: 'True', reason: 'Applied' },
            Ready: { status: 'True', reason: 'Observed' },
            Drifted: { status: 'False', reason: 'Applied' },
          };
    case 'failed':
      return {
        Synced: {
          status: 'False',
          reason: 'Failed',
          message: [outcome.cause, outcome.nextStep].filter(Boolean).join('. '),
        },
      };
    case 'cancelled':
      return {
        Synced: {
          status: 'False',
          reason: 'Cancelled',
          message: outcome.cause,
        },
      };
    case 'queued':
      return {
        Synced: {
          status: 'False',
          reason: outcome.cause ? 'Retrying' : 'Queued',
          message: outcome.cause,
        },
      };
    default:
      return {};
  }
}
