import { NewOperation } from './OperationStore';
import { OperationRow } from './resourceRows';

/** An operation as it is stored at first. */
export function newOperationRow(
  id: string,
  operation: NewOperation,
  rank: number,
  now: string,
): OperationRow {
  return {
    id,
    resource_id: operation.resource,
    kind: operation.kind,
    application_ref: operation.application,
    component_ref: operation.component,
    provider: operation.provider,
    tenant: operation.tenant ?? '',
    generation: operation.generation,
    action: operation.action ?? null,
    state: 'queued',
    rank,
    not_before: operation.notBefore,
    may_destroy: operation.mayDestroy,
    attempt: 0,
    lease_owner: null,
    lease_until: null,
    fence: 0,
    cancel_requested: false,
    steps_done: 0,
    step: null,
    cause: null,
    next_step: null,
    change_id: operation.change ?? null,
    actor: operation.actor,
    queued_at: now,
    started_at: null,
    ended_at: null,
  };
}
