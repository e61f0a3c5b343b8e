import { JsonObject, JsonValue } from '@backstage/types';

/** `spec.type` of catalog components that the platform offers. @public */
export const PLATFORM_COMPONENT_TYPE = 'platform-component';

/** When somebody has to agree to a change of a component's resources. @public */
export const approvalOccasions = ['never', 'destructive', 'always'] as const;

/** @public */
export type ApprovalOccasion = (typeof approvalOccasions)[number];

/**
 * Who agrees: the owner of the component, an admin of the application's tenant, or
 * the members of a group, by its entity ref.
 *
 * @public
 */
export type ApprovalParty = 'owner' | 'tenant-admin' | `group:${string}`;

/** An action that edits an overlay: using it proposes a change. @public */
export type EditAction = {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly edit: {
    /** JSON Schema of what the user is asked. */
    readonly schema: JsonObject;
    /**
     * JSON Patch (RFC 6902) of the instance. A string `%name%` anywhere in a value
     * becomes what the user answered for `name`.
     */
    readonly patch: readonly JsonObject[];
  };
};

/** An action that the provider runs: audited, no commit. @public */
export type RunAction = {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly run: { readonly schema: JsonObject };
};

/** @public */
export type ComponentAction = EditAction | RunAction;

/**
 * What a platform team says of a component it offers: `spec.platform` of a catalog
 * `Component`.
 *
 * @public
 */
export type PlatformDefinition = {
  /** Overlays of the component are files of this name, with `.yaml`. */
  readonly overlay: string;
  /** Type of an installed provider. */
  readonly provider: string;
  readonly providerConfig?: JsonObject;
  /** JSON Schema 2020-12 of an overlay. */
  readonly schema?: JsonValue;
  /** JSON Pointer to the map or keyed list whose items are one resource each. */
  readonly instances?: string;
  /** `request`: a tenant must be granted it by name. */
  readonly entitlement?: 'default' | 'request';
  /** Tags that each resource carries, from variables and labels of its leaf. */
  readonly tags?: Readonly<Record<string, 'required' | 'optional'>>;
  readonly approval?: {
    readonly when: ApprovalOccasion;
    readonly by?: ApprovalParty;
  };
  /** `retain`: ISO 8601 duration for which deleted data is kept. */
  readonly deletion?: { readonly retain: string };
  /** Resources a tenant may have where its own quota says nothing. */
  readonly quota?: { readonly default: number };
  /** JSONata over `spec`, `labels` and `vars`: what a resource costs a month. */
  readonly cost?: string;
  readonly actions?: readonly ComponentAction[];
};

/** A component that the platform offers, as the catalog knows it. @public */
export type PlatformComponent = PlatformDefinition & {
  /** Full entity ref, such as `component:platform/kafka-topic`. */
  readonly ref: string;
  /** Name of the entity: what quotas and entitlements of tenants call it. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Full entity ref of the owning group. */
  readonly owner: string;
};

/** Something wrong in a definition. @public */
export type DefinitionProblem = {
  /** JSON Pointer below `spec.platform`. */
  readonly pointer: string;
  readonly message: string;
};
