import {
  AffectedLeaf,
  CommitFinding,
  PlanProblem,
} from '@commonhold/plugin-platform-resources-common';
import { entityAudience } from '@commonhold/plugin-tenancy-common';
import { Resolution, diff } from '@commonhold/topology';
import { createHash } from 'node:crypto';
import { StoredApplication } from '../../store/ApplicationStore';
import { StoredPlan } from '../../store/ChangeStore';
import { findingsOf } from '../applications/RepositoryWatcher';
import { declaredResources } from '../applications/declaredResources';
import { Components } from '../components/ComponentCatalog';
import { DeclaredResource } from '../resources/DeclaredResource';
import { ResourcePlanner } from '../resources/ResourcePlanner';
import { CostCalculator } from './CostCalculator';
import { DeclarationAssessor } from './DeclarationAssessor';
import { AssessedProblem } from './assessDeclaration';
import { ApprovableStep, neededApprovals } from './neededApprovals';
import { candidatesOf } from './candidates';
import { RecordedResources } from './RecordedResources';
import { StepPlanner } from './StepPlanner';

/** A blast radius beyond this is shown in part; the plan itself is always whole. */
const MAX_AFFECTED = 2_000;

/** A proposed or pushed state of an application's repository. */
export type ProposedState = {
  readonly application: StoredApplication;
  readonly components: Components;
  readonly before: Resolution;
  readonly after: Resolution;
};

/** What a preview shows of it: everything but what takes a provider. */
export type ProposedEffect = {
  readonly findings: readonly CommitFinding[];
  readonly affected: readonly AffectedLeaf[];
  readonly problems: readonly PlanProblem[];
  readonly costBefore: number | null;
  readonly costAfter: number | null;
};

/** Says what a proposed state of a repository would do. Changes nothing. */
export class ChangePlanner {
  constructor(
    private readonly options: {
      readonly assessor: DeclarationAssessor;
      readonly costs: CostCalculator;
      readonly planner: ResourcePlanner;
      readonly recorded: RecordedResources;
    },
  ) {}

  async preview(state: ProposedState): Promise<ProposedEffect> {
    const { effect } = await this.effectOf(state);
    return effect;
  }

  /** With real observations of every resource that it touches. */
  async plan(
    state: ProposedState,
    commits: { readonly base: string | null; readonly commit: string },
  ): Promise<StoredPlan> {
    const { application, components, after, before } = state;
    const { effect, candidates } = await this.effectOf(state);
    const stepPlanner = new StepPlanner(this.options, application, components);
    const planned = await stepPlanner.planAll(candidates);
    const owners = new Set(
      candidates.map(({ declared }) => declared.componentOwner),
    );
    const approvable = planned.map(({ step, candidate }): ApprovableStep => {
      const component = components.byOverlay.get(candidate.declared.overlay);
      return {
        component,
        componentOwner: candidate.declared.componentOwner,
        componentTitle: component?.title ?? candidate.declared.overlay,
        destructive: step.destructive,
        leaf: step.leaf,
        isProtected: [before, after].some(
          ({ leaves }) => leaves.get(step.leaf)?.isProtected,
        ),
      };
    });
    return {
      ...effect,
      baseCommit: commits.base,
      commit: commits.commit,
      audience: [
        ...application.audience,
        ...[...owners].filter(isGroup).map(entityAudience),
      ],
      steps: planned.map(({ step }) => step),
      approvals: neededApprovals(approvable, {
        owner: application.owner,
        tenant: application.tenant,
        isNew: application.appliedCommit === null,
      }),
      fingerprint: createHash('sha256')
        .update(
          JSON.stringify(
            planned.map(({ step, boundTo }) => [
              step.resource,
              step.action,
              step.destructive,
              ...boundTo,
            ]),
          ),
        )
        .digest('hex'),
    };
  }

  private async effectOf(state: ProposedState) {
    const { application, components, before, after } = state;
    const declared = declaredResources(after, components);
    const recorded = await this.options.recorded.of(application.ref);
    const candidates = candidatesOf(declared, recorded);
    const assessed = await this.options.assessor.assess(
      application,
      declared,
      components,
      recorded,
    );
    const findings = findingsOf(after, application.ref);
    const touched = new Set(
      candidates.map(
        ({ declared: { leaf, overlay } }) => `${leaf}\n${overlay}`,
      ),
    );
    const effect: ProposedEffect = {
      findings,
      affected: diff(before, after)
        .slice(0, MAX_AFFECTED)
        .map(
          change =>
            ({ ...change, changes: [...change.changes] } as AffectedLeaf),
        ),
      problems: [
        ...newErrors(findingsOf(before, application.ref), findings),
        ...assessed.filter(isAbout(touched)).map(withoutPlaces),
      ],
      costBefore: await this.sum(
        candidates.map(({ recorded: known }) => known?.declared),
        components,
      ),
      costAfter: await this.sum(
        candidates.map(({ declared: next, goes }) => (goes ? undefined : next)),
        components,
      ),
    };
    return { effect, candidates };
  }

  /** @returns `null` where nothing of it has a cost */
  private async sum(
    resources: readonly (DeclaredResource | undefined)[],
    components: Components,
  ): Promise<number | null> {
    let sum: number | null = null;
    for (const resource of resources) {
      const component = resource && components.byOverlay.get(resource.overlay);
      const cost =
        component && (await this.options.costs.of(component, resource));
      if (typeof cost === 'number') {
        sum = Math.round(((sum ?? 0) + cost) * 100) / 100;
      }
    }
    return sum;
  }
}

/** Errors that were not there before: nobody has to mend what others left. */
function newErrors(
  before: readonly CommitFinding[],
  after: readonly CommitFinding[],
): PlanProblem[] {
  const key = ({ code, file, component, pointer, message }: CommitFinding) =>
    JSON.stringify([code, file, component, pointer, message]);
  const known = new Set(before.map(key));
  return after
    .filter(finding => finding.severity === 'error' && !known.has(key(finding)))
    .map(({ message, file, line, component, leaf }) => ({
      code: 'INVALID',
      message: file ? `${file}${line ? `:${line}` : ''}: ${message}` : message,
      component,
      leaf,
    }));
}

function isAbout(touched: ReadonlySet<string>) {
  return ({ places }: AssessedProblem) =>
    places.some(({ leaf, overlay }) => touched.has(`${leaf}\n${overlay}`));
}

function withoutPlaces({
  places: _,
  ...problem
}: AssessedProblem): PlanProblem {
  return problem;
}

function isGroup(ref: string): boolean {
  return /^group:[^/]+\/.+$/.test(ref);
}
