import { JsonObject, JsonValue } from '@backstage/types';
import { Commit, CommitFinding } from './applications';

/**
 * - `draft`: saved, not planned yet
 * - `planned`: needs nobody's approval, or has all of them
 * - `awaiting-approval`
 * - `merged`: on the branch; its operations begin
 * - `applying`, `applied`, `failed`, `partly-applied`: how its operations go
 * - `stale`: the branch or the world moved in a way that needs its author
 * - `rejected`, `withdrawn`: it ended
 *
 * @public
 */
export const changeStates = [
  'draft',
  'planned',
  'awaiting-approval',
  'merged',
  'applying',
  'applied',
  'failed',
  'partly-applied',
  'stale',
  'rejected',
  'withdrawn',
] as const;

/** @public */
export type ChangeState = (typeof changeStates)[number];

/**
 * Where a change comes from: the portal, a commit that somebody pushed, or an earlier
 * change that it takes back. `definition`: the platform changed what a component is.
 *
 * @public
 */
export type ChangeSource = 'portal' | 'push' | 'rollback' | 'definition';

/**
 * An edit of a deployment repository:
 *
 * - `content` replaces a file (`null` deletes it)
 * - `patch` (RFC 6902 with add, replace and remove) changes single places of a file's
 *   first document and keeps its comments
 * - `overlay` does so for one instance of a component at a node, wherever its overlay
 *   is, and makes the overlay if there is none
 * - `action` is such an edit as the component's definition offers it
 *
 * @public
 */
export type FileEdit =
  | { readonly file: string; readonly content: string | null }
  | { readonly file: string; readonly patch: readonly JsonObject[] }
  | { readonly overlay: OverlayEdit }
  | { readonly action: ActionEdit };

/** Where in a deployment repository an instance is configured. @public */
export type OverlayPlace = {
  /** Path of a node: it holds for all leaves beneath. */
  readonly node: string;
  /** Name of the component's overlay. */
  readonly component: string;
  /** Name of the instance; left out for components without instances. */
  readonly instance?: string;
};

/** @public */
export type OverlayEdit = OverlayPlace & {
  /**
   * Paths are those of the instance. `remove` of the empty path takes the instance
   * away, whoever declared it; of a value, what the nodes above say holds again.
   */
  readonly patch: readonly JsonObject[];
};

/** @public */
export type ActionEdit = OverlayPlace & {
  /** Id of an action of the component that has `edit`. */
  readonly id: string;
  readonly input: JsonObject;
};

/** One place of a configuration that differs. @public */
export type ValueChange = {
  readonly pointer: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before?: JsonValue;
  readonly after?: JsonValue;
};

/** What a change does to one component at one leaf. @public */
export type AffectedLeaf = {
  readonly leaf: string;
  readonly component: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'blocked';
  readonly isProtected: boolean;
  readonly changes: readonly ValueChange[];
};

/** What happens to a resource. @public */
export type StepAction = 'create' | 'update' | 'delete' | 'replace' | 'none';

/** @public */
export type StepRisk = 'low' | 'medium' | 'high';

/** What a change does to one resource. @public */
export type PlanStep = {
  /** Ref of the resource. */
  readonly resource: string;
  readonly component: string;
  readonly leaf: string;
  readonly instance: string;
  readonly action: StepAction;
  readonly risk: StepRisk;
  readonly destructive: boolean;
  /** What the provider will do, in order, in words. */
  readonly summary: readonly string[];
  readonly changes: readonly ValueChange[];
  readonly costBefore: number | null;
  readonly costAfter: number | null;
  /** Why the provider could not plan it, where it could not. */
  readonly problem: string | null;
};

/** Something that a change must not be, such as beyond a quota. @public */
export type PlanProblem = {
  readonly code:
    | 'ENTITLEMENT'
    | 'QUOTA'
    | 'TAG_MISSING'
    | 'PROVIDER_MISSING'
    | 'PROVIDER_UNREACHABLE'
    | 'INVALID';
  readonly message: string;
  readonly component: string | null;
  readonly leaf: string | null;
};

/** @public */
export type NeededApproval = {
  /** A group ref, `tenant-admin:<tenant>` or `operators`. */
  readonly party: string;
  /** Why, for people. */
  readonly reasons: readonly string[];
  readonly approvedBy: string | null;
};

/** @public */
export type Decision = {
  readonly actor: string;
  readonly decision: 'approved' | 'rejected';
  readonly comment: string;
  /** ISO 8601. */
  readonly at: string;
  /** Whether the plan moved on since. */
  readonly fallen: boolean;
};

/** A list item. @public */
export type ChangeSummary = {
  readonly id: string;
  readonly application: string;
  readonly tenant: string | null;
  readonly title: string;
  readonly state: ChangeState;
  /** Why it is in that state, where it needs words. */
  readonly stateReason: string | null;
  readonly source: ChangeSource;
  readonly author: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly steps: number;
  readonly destructive: number;
  readonly costBefore: number | null;
  readonly costAfter: number | null;
  /** The bulk change it is part of. */
  readonly bulk: string | null;
};

/** @public */
export type Change = ChangeSummary & {
  readonly why: string;
  readonly baseCommit: string;
  readonly commit: string;
  readonly head: Commit | null;
  /** Unified diff of the files. */
  readonly diff: string;
  readonly findings: readonly CommitFinding[];
  readonly affected: readonly AffectedLeaf[];
  readonly plan: readonly PlanStep[];
  readonly problems: readonly PlanProblem[];
  readonly approvals: readonly NeededApproval[];
  readonly decisions: readonly Decision[];
  /** Ids of its operations. */
  readonly operations: readonly string[];
  /** The pull request on the forge, where there is one. */
  readonly pullRequest: string | null;
  /** The change that this one takes back. */
  readonly revertOf: string | null;
};

/** What an edit would do. @public */
export type ChangePreview = {
  readonly findings: readonly CommitFinding[];
  readonly affected: readonly AffectedLeaf[];
  readonly problems: readonly PlanProblem[];
  readonly costBefore: number | null;
  readonly costAfter: number | null;
  readonly diff: string;
};
