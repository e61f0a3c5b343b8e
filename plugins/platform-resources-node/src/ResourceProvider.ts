import { JsonObject, JsonValue } from '@backstage/types';
import { ResourceRef } from '@commonhold/plugin-platform-resources-common';

/**
 * Stable for as long as the resource is declared, and the same again if it is
 * declared anew: a UUID made from the resource ref.
 *
 * @public
 */
export type ResourceId = string & { readonly __brand: 'ResourceId' };

/**
 * What a provider is told of a resource besides what it should be.
 *
 * @public
 */
export type ProviderTarget = {
  readonly id: ResourceId;
  readonly ref: ResourceRef;
  /** Full entity ref of the application. */
  readonly application: string;
  readonly tenant: string;
  /** Full entity ref of the platform component. */
  readonly component: string;
  readonly overlay: string;
  readonly instance: string;
  /** Path of the topology's leaf; `.` for the root. */
  readonly leaf: string;
  /** `providerConfig` of the component's definition. */
  readonly providerConfig: JsonObject;
};

/**
 * What a resource should be.
 *
 * @public
 */
export type DesiredResource<Spec extends object = JsonObject> = {
  readonly target: ProviderTarget;
  /** The fields of the instance, over the settings that all instances share. */
  readonly spec: Spec;
  /** Known for every resource of the component, such as `costCenter`. */
  readonly tags: Readonly<Record<string, string>>;
};

/**
 * What a resource is. Holds no secret: it is stored and shown.
 *
 * @public
 */
export type Observation = {
  /**
   * Changes when, and only when, something changes that the provider looks
   * after: a hash or the backend's own version. Plans are bound to it.
   */
  readonly version: string;
  /** In the shape of the spec, what the provider looks after and nothing else. */
  readonly spec: JsonObject;
  readonly tags?: Readonly<Record<string, string>>;
  /** Whether it works now, where the backend can say. Ready if left out. */
  readonly ready?: { readonly is: boolean; readonly message: string };
  /** What is good to know besides: a host name, a link. */
  readonly details?: JsonObject;
};

/**
 * A difference at a JSON Pointer into the spec (or `/tags/NAME` below `tags`).
 *
 * @public
 */
export type StepChange = {
  readonly in: 'spec' | 'tags';
  readonly pointer: string;
  readonly from: JsonValue | undefined;
  readonly to: JsonValue | undefined;
};

/**
 * One step of a plan, shown to whoever approves it and handed to `apply` as it
 * is. Holds no secret: it is stored.
 *
 * @public
 */
export type PlannedStep<Data extends JsonObject = JsonObject> = {
  /** Unique within a plan, and the same whenever the same thing is planned. */
  readonly id: string;
  readonly kind: 'create' | 'update' | 'replace' | 'delete';
  /** An English sentence without a full stop: `Create the database orders`. */
  readonly summary: string;
  readonly changes: readonly StepChange[];
  /**
   * `version` of the observation that it was planned on; `null` if there was
   * nothing. `apply` refuses with a `StalePlanError` if that is no longer so.
   */
  readonly basedOn: string | null;
  /** What `apply` needs to know besides. */
  readonly data: Data;
} & (
  | { readonly destructive: false }
  | {
      readonly destructive: true;
      /** What is lost for good, in words: `all data of the database orders` */
      readonly loses: string;
    }
);

/** @public */
export type ProviderLog = {
  /** A line that people read while they wait. Secrets are taken out of it. */
  info(message: string): void;
  warn(message: string): void;
};

/**
 * What a provider needs while it changes something.
 *
 * @public
 */
export type ApplyContext = {
  readonly target: ProviderTarget;
  /**
   * The same for every attempt at one step of one generation of a resource, planned
   * on one version of it.
   */
  readonly idempotencyKey: string;
  /**
   * Grows whenever another worker takes a resource over. A provider that can
   * remember the highest it has seen refuses lower ones with a `FencedError`:
   * they come from a worker that lost its lease and does not know it yet.
   */
  readonly fence: number;
  /** Aborted when the work is cancelled or the process shuts down. */
  readonly signal: AbortSignal;
  readonly log: ProviderLog;
  /** Values that must never be shown: taken out of every log line and error. */
  secret(value: string): void;
};

/** @public */
export type ActionResult = {
  /** What was done, in a sentence that is kept and shown. */
  readonly message: string;
  /**
   * Shown once to whoever ran the action, never stored: a new password.
   */
  readonly secrets?: Readonly<Record<string, string>>;
};

/** @public */
export type ProviderAction = {
  run(
    target: ProviderTarget,
    input: JsonObject,
    context: ApplyContext,
  ): Promise<ActionResult>;
};

/** @public */
export type ProviderFinding = {
  /** JSON Pointer into the spec. */
  readonly pointer: string;
  /** What is wrong, and what to do. */
  readonly message: string;
};

/**
 * A node of the topology that a provider found, for `topology/discovered.yaml`.
 *
 * @public
 */
export type DiscoveredNode = {
  readonly kind: 'node';
  readonly path: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, JsonValue>>;
};

/**
 * Something that exists and that nobody declared.
 *
 * @public
 */
export type DiscoveredResource = {
  readonly kind: 'resource';
  readonly instance: string;
  readonly spec: JsonObject;
};

/**
 * Serves resources of one kind from a real backend. A module of the backend
 * registers it at `platformResourceProvidersExtensionPoint`.
 *
 * The portal calls `observe`, `plan` and `apply` in a loop: it plans on what it
 * observed, applies the first step, plans again on what `apply` returned, until
 * the plan is empty. So `plan` has to come to an end, and whoever continues
 * after a crash begins by observing.
 *
 * Throw a `TransientProviderError` for what may pass by itself and a
 * `PermanentProviderError` for what somebody has to mend; anything else is
 * taken for a defect of the provider and not retried.
 *
 * @public
 */
export interface ResourceProvider<
  Spec extends object = JsonObject,
  Observed extends Observation = Observation,
  Data extends JsonObject = JsonObject,
> {
  /** As definitions name it in `spec.platform.provider`. */
  readonly type: string;

  readonly capabilities: {
    /** Carries tags into the backend, and observes them. */
    readonly tags: boolean;
    /** Can see what others changed. */
    readonly drift: boolean;
    /** Can keep data for a while after a deletion, on its own. */
    readonly retain: boolean;
    /** Remembers fences, and refuses workers that lost their lease. */
    readonly fencing: boolean;
  };

  /** Beyond the JSON Schema of the component. Pure. */
  validate?(spec: Spec, target: ProviderTarget): ProviderFinding[];

  /** @returns `undefined` if there is nothing */
  observe(
    target: ProviderTarget,
    signal: AbortSignal,
  ): Promise<Observed | undefined>;

  /**
   * What to do to come from what is to what should be. Pure, and empty if
   * nothing is to do.
   *
   * @param desired - `undefined` if it should not exist
   */
  plan(
    desired: DesiredResource<Spec> | undefined,
    observed: Observed | undefined,
  ): PlannedStep<Data>[];

  /**
   * Does one step. Doing it twice is doing it once. The deletion of what is
   * absent succeeds.
   *
   * @returns what is there after it; `undefined` if nothing
   */
  apply(
    step: PlannedStep<Data>,
    context: ApplyContext,
  ): Promise<Observed | undefined>;

  /** By id, as definitions name them in `spec.platform.actions`. */
  readonly actions?: Readonly<Record<string, ProviderAction>>;

  discover?(
    scope: { readonly providerConfig: JsonObject },
    signal: AbortSignal,
  ): AsyncIterable<DiscoveredNode | DiscoveredResource>;
}
