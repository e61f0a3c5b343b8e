import { JsonObject } from '@backstage/types';
import {
  ConditionType,
  DriftChange,
  OperationKind,
  OperationState,
  ResourceCondition,
  ResourceHealth,
  ResourceRef,
} from '@commonhold/plugin-platform-resources-common';
import {
  Observation,
  ResourceId,
} from '@commonhold/plugin-platform-resources-node';

export type ResourceLifecycle = 'declared' | 'deleting' | 'deleted';

/** A row of `resources`; what is JSON, is text. */
export type ResourceRow = {
  id: string;
  ref: string;
  application_ref: string;
  overlay: string;
  instance: string;
  leaf: string;
  component_ref: string;
  component_owner: string;
  tenant_id: string | null;
  audience_key: string;
  provider: string;
  provider_config: string;
  spec: string;
  tags: string;
  desired_hash: string;
  retain: string | null;
  cost: number | null;
  lifecycle: ResourceLifecycle;
  health: ResourceHealth;
  conditions: string;
  generation: number;
  observed_generation: number;
  fence: number;
  observed: string | null;
  observed_at: string | null;
  drift: string | null;
  drift_ignored: string | null;
  protection: string | null;
  expires_at: string | null;
  expiry_warned_days: number | null;
  check_at: string | null;
  created_at: string;
  updated_at: string;
};

export type GenerationRow = {
  resource_id: string;
  generation: number;
  kind: 'declare' | 'delete';
  spec: string;
  tags: string;
  commit_id: string;
  commit_author: string;
  commit_title: string;
  change_id: string | null;
  approvers: string;
  declared_at: string;
  applied_at: string | null;
  operation_id: string | null;
};

export type OperationRow = {
  id: string;
  resource_id: string;
  kind: OperationKind;
  application_ref: string;
  component_ref: string;
  provider: string;
  tenant: string;
  generation: number;
  action: string | null;
  state: OperationState;
  rank: number | string;
  not_before: string;
  may_destroy: boolean | number;
  attempt: number;
  lease_owner: string | null;
  lease_until: string | null;
  fence: number;
  cancel_requested: boolean | number;
  steps_done: number;
  step: string | null;
  cause: string | null;
  next_step: string | null;
  change_id: string | null;
  actor: string;
  queued_at: string;
  started_at: string | null;
  ended_at: string | null;
};

export type Conditions = Readonly<
  Partial<Record<ConditionType, Omit<ResourceCondition, 'type'>>>
>;

/** A resource as it is stored. */
export type StoredResource = {
  readonly id: ResourceId;
  readonly ref: ResourceRef;
  readonly application: string;
  readonly overlay: string;
  readonly instance: string;
  readonly leaf: string;
  readonly component: string;
  readonly componentOwner: string;
  readonly tenant: string | null;
  readonly audienceKey: string;
  readonly provider: string;
  readonly providerConfig: JsonObject;
  readonly spec: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
  readonly desiredHash: string;
  readonly retain: string | null;
  readonly cost: number | null;
  readonly lifecycle: ResourceLifecycle;
  readonly health: ResourceHealth;
  readonly conditions: Conditions;
  readonly generation: number;
  readonly observedGeneration: number;
  readonly observed: Observation | null;
  readonly observedAt: string | null;
  readonly drift: readonly DriftChange[] | null;
  readonly driftIgnored: {
    readonly until: string;
    readonly reason: string;
    readonly by: string;
  } | null;
  readonly protection: {
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  } | null;
  readonly expiresAt: string | null;
  readonly expiryWarnedDays: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
};

export function storedResource(row: ResourceRow): StoredResource {
  return {
    id: row.id as ResourceId,
    ref: row.ref as ResourceRef,
    application: row.application_ref,
    overlay: row.overlay,
    instance: row.instance,
    leaf: row.leaf,
    component: row.component_ref,
    componentOwner: row.component_owner,
    tenant: row.tenant_id,
    audienceKey: row.audience_key,
    provider: row.provider,
    providerConfig: JSON.parse(row.provider_config),
    spec: JSON.parse(row.spec),
    tags: JSON.parse(row.tags),
    desiredHash: row.desired_hash,
    retain: row.retain,
    cost: row.cost,
    lifecycle: row.lifecycle,
    health: row.health,
    conditions: JSON.parse(row.conditions),
    generation: row.generation,
    observedGeneration: row.observed_generation,
    observed: parsed(row.observed),
    observedAt: row.observed_at,
    drift: parsed(row.drift),
    driftIgnored: parsed(row.drift_ignored),
    protection: parsed(row.protection),
    expiresAt: row.expires_at,
    expiryWarnedDays: row.expiry_warned_days,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function parsed<T>(json: string | null): T | null {
  return json === null ? null : JSON.parse(json);
}
