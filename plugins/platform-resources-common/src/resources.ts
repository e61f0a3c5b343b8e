import { JsonObject, JsonValue } from '@backstage/types';
import { Commit } from './applications';

/**
 * - `Accepted`: what is declared can be understood and is allowed
 * - `Synced`: what was declared last was applied
 * - `Ready`: it works, as far as its provider can tell
 * - `Drifted`: what is there differs from what is declared
 * - `Blocked`: something keeps it from being worked on
 * - `Deleting`: it is on its way out
 *
 * @public
 */
export const conditionTypes = [
  'Accepted',
  'Synced',
  'Ready',
  'Drifted',
  'Blocked',
  'Deleting',
] as const;

/** @public */
export type ConditionType = (typeof conditionTypes)[number];

/** One statement about a resource, as Kubernetes has them. @public */
export type ResourceCondition = {
  readonly type: ConditionType;
  readonly status: 'True' | 'False' | 'Unknown';
  /** One word in CamelCase, for programs. */
  readonly reason: string;
  /** For people; may be empty. */
  readonly message: string;
  /** ISO 8601: since when the status is what it is. */
  readonly since: string;
};

/**
 * All conditions in one word, for lists: the most urgent wins.
 *
 * @public
 */
export const resourceHealths = [
  'failed',
  'blocked',
  'drifted',
  'deleting',
  'progressing',
  'ready',
] as const;

/** @public */
export type ResourceHealth = (typeof resourceHealths)[number];

/** A difference at a JSON Pointer. @public */
export type DriftChange = {
  readonly in: 'spec' | 'tags';
  readonly pointer: string;
  /** What is there. */
  readonly observed: JsonValue | null;
  /** What Git says. */
  readonly declared: JsonValue | null;
};

/** @public */
export type ResourceDrift = {
  readonly changes: readonly DriftChange[];
  /** ISO 8601. */
  readonly seenAt: string;
  readonly ignored: {
    /** ISO 8601. */
    readonly until: string;
    readonly reason: string;
    readonly by: string;
  } | null;
};

/** A list item. @public */
export type ResourceSummary = {
  readonly id: string;
  readonly ref: string;
  /** Full entity ref. */
  readonly application: string;
  /** Full entity ref. */
  readonly component: string;
  readonly overlay: string;
  readonly leaf: string;
  readonly instance: string;
  readonly tenant: string | null;
  readonly health: ResourceHealth;
  /** Why it is not ready, in words. */
  readonly message: string | null;
  readonly generation: number;
  readonly observedGeneration: number;
  readonly protected: boolean;
  readonly expiresAt: string | null;
  readonly cost: number | null;
  readonly updatedAt: string;
};

/** @public */
export type Resource = ResourceSummary & {
  readonly provider: string;
  readonly componentOwner: string;
  readonly spec: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
  readonly conditions: readonly ResourceCondition[];
  readonly observed: {
    readonly spec: JsonObject;
    readonly tags: Readonly<Record<string, string>>;
    readonly details: JsonObject;
    readonly version: string;
    readonly at: string;
  } | null;
  readonly drift: ResourceDrift | null;
  readonly protection: {
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  } | null;
  /** Refs. */
  readonly dependsOn: readonly string[];
  /** ISO 8601: when its data goes, while it is on its way out. */
  readonly destroyedAt: string | null;
  readonly createdAt: string;
};

/** One generation in the history of a resource. @public */
export type ResourceGeneration = {
  readonly generation: number;
  readonly kind: 'declare' | 'delete';
  readonly spec: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
  readonly commit: Pick<Commit, 'id' | 'title'> & { readonly author: string };
  readonly change: string | null;
  readonly approvers: readonly string[];
  readonly declaredAt: string;
  readonly appliedAt: string | null;
  /** Id of the operation that applied it. */
  readonly operation: string | null;
};

/** How many resources of an application and a component are how. @public */
export type ResourceCount = {
  readonly application: string;
  readonly component: string;
  readonly health: ResourceHealth;
  readonly count: number;
};

/** @public */
export const operationStates = [
  'queued',
  'running',
  'verifying',
  'succeeded',
  'failed',
  'cancelled',
  'superseded',
] as const;

/** @public */
export type OperationState = (typeof operationStates)[number];

/** @public */
export type OperationKind = 'apply' | 'delete' | 'action';

/** One unit of work against a provider. @public */
export type Operation = {
  readonly id: string;
  readonly resource: string;
  readonly resourceRef: string;
  readonly application: string;
  readonly component: string;
  readonly tenant: string | null;
  readonly kind: OperationKind;
  readonly action: string | null;
  readonly state: OperationState;
  readonly generation: number;
  readonly attempt: number;
  readonly stepsDone: number;
  /** What is being done, in words. */
  readonly step: string | null;
  /** Why it failed or waits, in words. */
  readonly cause: string | null;
  /** What to do, in words. */
  readonly nextStep: string | null;
  readonly cancelRequested: boolean;
  readonly change: string | null;
  readonly actor: string;
  readonly queuedAt: string;
  /** Not before this. */
  readonly notBefore: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
};

/** @public */
export type OperationLogLine = {
  readonly id: string;
  readonly at: string;
  readonly level: 'info' | 'warn';
  readonly message: string;
};

/** How a component is used, and how well that goes. @public */
export type ComponentAdoption = {
  readonly component: string;
  readonly applications: number;
  readonly tenants: number;
  readonly resources: number;
  readonly ready: number;
  readonly drifted: number;
  readonly failed: number;
  /** Of the operations that ended in the last 30 days; `null` if none did. */
  readonly successRate: number | null;
};
