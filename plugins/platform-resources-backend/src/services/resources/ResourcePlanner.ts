import {
  PlannedStep,
  ProviderFinding,
} from '@commonhold/plugin-platform-resources-node';
import { DeclaredResource } from './DeclaredResource';

/** What would be done to one resource, from what is there now. */
export type ResourcePlan = {
  readonly action: 'create' | 'update' | 'replace' | 'delete' | 'none';
  /**
   * The first steps are exact; later ones are planned again on what the first
   * ones leave.
   */
  readonly steps: readonly PlannedStep[];
  readonly destructive: boolean;
  /** What the plan is bound to, with the version: if either moves it is stale. */
  readonly desiredHash: string;
  /** `null` if there is nothing. */
  readonly observedVersion: string | null;
  readonly findings: readonly ProviderFinding[];
};

/** Plans with real observations. Changes nothing. */
export interface ResourcePlanner {
  /**
   * @param declared - the resource as it would be, or as it is where it goes
   * @param goes - whether it would be deleted
   * @throws NotFoundError if its provider is not installed; TransientProviderError,
   *   PermanentProviderError
   */
  plan(
    place: { readonly application: string; readonly tenant: string | null },
    declared: DeclaredResource,
    goes: boolean,
    signal: AbortSignal,
  ): Promise<ResourcePlan>;

  /**
   * A hash of what a resource should be: its spec, tags, provider and the
   * provider's configuration.
   */
  desiredHash(declared: DeclaredResource): string;
}
