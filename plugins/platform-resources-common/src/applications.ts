import { JsonValue } from '@backstage/types';

/**
 * Names the deployment repository of an application: a Git URL, and `#branch` where
 * it is not `main`.
 *
 * @public
 */
export const ANNOTATION_DEPLOYMENT_REPOSITORY =
  'commonhold.io/deployment-repository';

/**
 * How it stands with an application's repository.
 *
 * - `waiting`: it was not looked at yet
 * - `ok`: its newest commit is what the portal works from
 * - `invalid`: its newest commit has errors; what runs stays as it is
 * - `unreachable`: it cannot be read; `problem` says why
 * - `refused`: it is not the application's to name, or not allowed
 *
 * @public
 */
export type RepositoryState =
  | 'waiting'
  | 'ok'
  | 'invalid'
  | 'unreachable'
  | 'refused';

/** @public */
export type Commit = {
  /** Its full name. */
  readonly id: string;
  readonly author: { readonly name: string; readonly email: string };
  /** ISO 8601. */
  readonly authoredAt: string;
  /** The first line of its message. */
  readonly title: string;
};

/** An application with a deployment repository. @public */
export type Application = {
  /** Full entity ref, such as `system:payments/checkout`. */
  readonly ref: string;
  readonly title: string;
  /** Full entity ref of the owning group, or `null`. */
  readonly owner: string | null;
  /** The tenant, or `null` if it belongs to none. */
  readonly tenant: string | null;
  readonly repository: {
    readonly url: string;
    readonly branch: string;
    readonly state: RepositoryState;
    /** What is wrong and what to do, where something is. */
    readonly problem: string | null;
    /** ISO 8601. */
    readonly checkedAt: string | null;
  };
  /** The newest commit of the branch. */
  readonly head: Commit | null;
  /** The newest commit whose resources were declared. */
  readonly appliedCommit: string | null;
  readonly errors: number;
  readonly warnings: number;
  readonly leaves: number;
  readonly levels: readonly string[];
};

/** Something wrong, or worth knowing, in a commit. @public */
export type CommitFinding = {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** The first leaf it touches. */
  readonly leaf: string | null;
  /** How many leaves it touches. */
  readonly leaves: number;
  /** Name of the overlay. */
  readonly component: string | null;
  readonly pointer: string | null;
};

/** A node of an application's topology. @public */
export type ApplicationNode = {
  /** Path below `topology/`; the root is `.`. */
  readonly path: string;
  readonly depth: number;
  readonly isLeaf: boolean;
  readonly isProtected: boolean;
  readonly isBlocked: boolean;
  /** How many leaves are at or beneath it. */
  readonly leaves: number;
  /** What is set here, not what is inherited. */
  readonly labels: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, JsonValue>>;
  /** Components that have an overlay here. */
  readonly overlays: readonly string[];
};

/** What one component is at one leaf. @public */
export type EffectiveConfiguration = {
  readonly leaf: string;
  readonly component: string;
  readonly blocked: boolean;
  readonly value: JsonValue | null;
  readonly sha256: string;
  readonly instances: readonly string[];
  /** Where each value was set, by JSON Pointer; `null` for schema defaults. */
  readonly origins: Readonly<Record<string, FilePlace | null>>;
};

/** @public */
export type FilePlace = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
};

/** A value and who set it. @public */
export type ExplainedValue = {
  readonly value: JsonValue;
  /** `null` for a default of the schema. */
  readonly place: FilePlace | null;
  /** The commit that last changed the line. */
  readonly commit: Commit | null;
};

/** Why a value is what it is. @public */
export type ValueExplanation = ExplainedValue & {
  readonly leaf: string;
  readonly component: string;
  readonly pointer: string;
  /** What was written, where variables made something else of it. */
  readonly written: JsonValue | null;
  /** What it overrode, the nearest first. */
  readonly shadowed: readonly ExplainedValue[];
  readonly variables: readonly {
    readonly name: string;
    readonly value: JsonValue;
    readonly place: FilePlace | null;
  }[];
};

/** On `Resource` entities: the application that declares what they stand for. @public */
export const ANNOTATION_APPLICATION = 'commonhold.io/application';

/**
 * What an application uses of a component below one node of the topology's first
 * level.
 *
 * @public
 */
export type ResourceUsage = {
  /** Full entity ref. */
  readonly application: string;
  readonly applicationTitle: string;
  readonly owner: string | null;
  /** Full entity ref. */
  readonly component: string;
  readonly componentTitle: string;
  readonly overlay: string;
  /** Name of the node, or empty for a topology without levels. */
  readonly node: string;
  readonly resources: number;
};
