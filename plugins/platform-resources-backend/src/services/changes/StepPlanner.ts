import { NotFoundError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import {
  PlanStep,
  StepRisk,
  ValueChange,
} from '@commonhold/plugin-platform-resources-common';
import {
  StepChange,
  changesBetween,
} from '@commonhold/plugin-platform-resources-node';
import { StoredApplication } from '../../store/ApplicationStore';
import { Components } from '../components/ComponentCatalog';
import { desiredHash } from '../resources/desiredHash';
import { ResourcePlan, ResourcePlanner } from '../resources/ResourcePlanner';
import { Candidate, refOf } from './candidates';
import { CostCalculator } from './CostCalculator';

/** How many resources are observed side by side. */
const PARALLEL = 16;

/** Somebody waits for the plan. */
const OBSERVE_WITHIN_MS = 30_000;

export type PlannedResource = {
  readonly candidate: Candidate;
  readonly step: PlanStep;
  /** What an approval holds for. */
  readonly boundTo: readonly [desired: string, observed: string | null];
};

/** Plans the resources of one change. */
export class StepPlanner {
  constructor(
    private readonly options: {
      readonly planner: ResourcePlanner;
      readonly costs: CostCalculator;
    },
    private readonly application: StoredApplication,
    private readonly components: Components,
  ) {}

  async planAll(candidates: readonly Candidate[]): Promise<PlannedResource[]> {
    const signal = AbortSignal.timeout(OBSERVE_WITHIN_MS);
    const planned: PlannedResource[] = new Array(candidates.length);
    let next = 0;
    const work = async () => {
      while (next < candidates.length) {
        const at = next;
        next += 1;
        planned[at] = await this.plan(candidates[at], signal);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, work));
    return planned;
  }

  private async plan(
    candidate: Candidate,
    signal: AbortSignal,
  ): Promise<PlannedResource> {
    const { declared, goes, recorded } = candidate;
    let plan: ResourcePlan | undefined;
    let problem: string | null = null;
    if (goes && recorded?.isProtected) {
      problem =
        'It is protected from deletion, so it stays. Take the protection away first.';
    }
    try {
      plan = await this.options.planner.plan(
        this.place(),
        declared,
        goes,
        signal,
      );
      problem ??= plan.findings.map(({ message }) => message).join(' ') || null;
    } catch (error) {
      problem = problemOf(error);
    }
    const destructive = plan ? plan.destructive : goes;
    const component = this.components.byOverlay.get(declared.overlay);
    const step: PlanStep = {
      resource: refOf(this.application.ref, declared),
      component: declared.component,
      leaf: declared.leaf,
      instance: declared.instance,
      action: plan?.action ?? actionWithout(candidate),
      risk: riskOf(destructive, plan?.action ?? actionWithout(candidate)),
      destructive,
      summary: (plan?.steps ?? []).map(({ summary }) => summary),
      changes: valueChanges(
        plan?.steps.flatMap(({ changes }) => changes) ??
          changesBetween(
            recorded?.declared.spec,
            goes ? undefined : declared.spec,
          ),
      ),
      costBefore:
        component && recorded
          ? await this.options.costs.of(component, recorded.declared)
          : null,
      costAfter:
        component && !goes
          ? await this.options.costs.of(component, declared)
          : null,
      problem,
    };
    return {
      candidate,
      step,
      boundTo: [
        goes ? 'gone' : desiredHash(declared),
        plan?.observedVersion ?? null,
      ],
    };
  }

  private place() {
    return {
      application: this.application.ref,
      tenant: this.application.tenant,
    };
  }
}

function actionWithout({ goes, recorded }: Candidate): PlanStep['action'] {
  if (goes) {
    return 'delete';
  }
  return recorded ? 'update' : 'create';
}

function riskOf(destructive: boolean, action: PlanStep['action']): StepRisk {
  if (destructive) {
    return 'high';
  }
  return action === 'create' || action === 'none' ? 'low' : 'medium';
}

/** Provider errors say what to do next; others are told as they are. */
function problemOf(error: unknown): string {
  if (error instanceof NotFoundError) {
    return error.message;
  }
  const message = error instanceof Error ? error.message : String(error);
  const next =
    error instanceof Error && 'nextStep' in error ? ` ${error.nextStep}` : '';
  return `What is there could not be observed: ${message}${next}`;
}

function valueChanges(changes: readonly StepChange[]): ValueChange[] {
  return changes.map(({ pointer, from, to }) => ({
    pointer,
    kind: kindOf(from, to),
    ...(from !== undefined && { before: from }),
    ...(to !== undefined && { after: to }),
  }));
}

function kindOf(
  from: JsonValue | undefined,
  to: JsonValue | undefined,
): ValueChange['kind'] {
  if (from === undefined) {
    return 'added';
  }
  return to === undefined ? 'removed' : 'changed';
}
