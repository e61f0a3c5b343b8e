import { JsonObject } from '@backstage/types';
import { ChangeState } from './changes';

/**
 * - `planning`: applications get their changes, one after the other
 * - `planned`: every application has its change; nobody started it
 * - `running`: a wave is merged and applied
 * - `waiting`: a change of the wave waits for approvals, or for somebody to mend it
 * - `done`: every wave is through
 * - `stopped`: more failed than its budget, or somebody stopped it
 *
 * @public
 */
export type BulkState =
  | 'planning'
  | 'planned'
  | 'running'
  | 'waiting'
  | 'done'
  | 'stopped';

/** Which applications, and where in them. @public */
export type BulkSelector = {
  /** Name of an overlay: applications that use the component. */
  readonly component: string;
  /** Only these instances, as a glob over their names. */
  readonly instance?: string;
  /** Nodes of the first level, such as `prod`; the root if left out. */
  readonly node?: string;
  /** Of one tenant. */
  readonly tenant?: string;
  /** Only these, by entity ref. */
  readonly applications?: readonly string[];
};

/** @public */
export type BulkChange = {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly author: string;
  readonly selector: BulkSelector;
  readonly state: BulkState;
  readonly stateReason: string | null;
  /** The wave that runs, from 1; 0 before it starts. */
  readonly wave: number;
  readonly waves: number;
  readonly failureBudget: number;
  /** Changes by state. */
  readonly changes: Readonly<Partial<Record<ChangeState, number>>>;
  readonly skipped: readonly {
    readonly application: string;
    readonly reason: string;
  }[];
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** @public */
export type NewBulkChange = {
  readonly title: string;
  readonly why?: string;
  readonly selector: BulkSelector;
  /** Of each instance that is selected. */
  readonly patch: readonly JsonObject[];
  readonly failureBudget?: number;
};

/**
 * Sizes of the waves: one, then a tenth, then the rest.
 *
 * @public
 */
export function waveSizes(applications: number): number[] {
  const first = Math.min(1, applications);
  const second = Math.min(Math.ceil(applications / 10), applications - first);
  return [first, second, applications - first - second].filter(
    size => size > 0,
  );
}
