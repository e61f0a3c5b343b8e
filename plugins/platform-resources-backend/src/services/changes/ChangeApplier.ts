import {
  ApplicationStore,
  StoredApplication,
} from '../../store/ApplicationStore';
import { ChangeStore, StoredChange } from '../../store/ChangeStore';
import {
  DeclaredResources,
  declaredResources,
} from '../applications/declaredResources';
import { Resolutions } from '../applications/Resolutions';
import { ComponentCatalog, Components } from '../components/ComponentCatalog';
import {
  DeclaredResource,
  ResourceDeclarations,
} from '../resources/DeclaredResource';
import { CostCalculator } from './CostCalculator';
import { DeclarationAssessor } from './DeclarationAssessor';
import { RecordedResources } from './RecordedResources';

/** Declares what a merged change made of an application. */
export class ChangeApplier {
  constructor(
    private readonly options: {
      readonly applications: ApplicationStore;
      readonly assessor: DeclarationAssessor;
      readonly changes: ChangeStore;
      readonly components: ComponentCatalog;
      readonly costs: CostCalculator;
      readonly declarations: ResourceDeclarations;
      readonly recorded: RecordedResources;
      readonly resolutions: Resolutions;
    },
  ) {}

  /** All in one transaction: the resources, the application and the change. */
  async apply(
    change: StoredChange,
    application: StoredApplication,
  ): Promise<void> {
    const { applications, changes, declarations } = this.options;
    const components = await this.options.components.get();
    const resolution = await this.options.resolutions.of(
      application,
      change.commit,
      components,
    );
    const { resources, blocked } = await this.allowed(
      application,
      declaredResources(resolution, components),
      components,
    );
    const [commit] = (
      await applications.commits([{ ref: application.ref, id: change.commit }])
    ).values();
    await applications.transaction(async tx => {
      const now = new Date().toISOString();
      // Where the head moved meanwhile, the newer commit is applied instead.
      const present = await applications.find(application.ref, undefined, tx);
      if (present?.headCommit !== change.commit) {
        return;
      }
      const moved = await changes.transition(
        change.id,
        ['merged'],
        { state: 'applying', dueAt: now },
        now,
        tx,
      );
      if (!moved) {
        return;
      }
      const decisions = await changes.decisions(
        change.id,
        change.fingerprint,
        tx,
      );
      const approvers = decisions
        .filter(({ decision, fallen }) => decision === 'approved' && !fallen)
        .map(({ actor }) => actor);
      const outcome = await declarations.declare(tx, {
        application: application.ref,
        tenant: application.tenant,
        audience: application.audience,
        commit: {
          id: change.commit,
          author: commit
            ? `${commit.author.name} <${commit.author.email}>`
            : change.author,
          title: commit?.title ?? change.title,
        },
        change: change.id,
        approvers,
        actor: change.author,
        // Destructive steps need an approval: without one a change is not merged.
        mayDestroy: change.destructive > 0,
        resources,
        blocked,
      });
      await applications.setApplied(tx, application.ref, change.commit);
      await applications.replaceUsage(
        tx,
        application.ref,
        usageOf(resources, components),
      );
      await changes.update(
        change.id,
        { operations: outcome.operations },
        now,
        tx,
      );
    });
  }

  /** What the platform does not allow stays as it is, and says why. */
  private async allowed(
    application: StoredApplication,
    declared: DeclaredResources,
    components: Components,
  ): Promise<Pick<DeclaredResources, 'resources' | 'blocked'>> {
    const problems = await this.options.assessor.assess(
      application,
      declared,
      components,
      await this.options.recorded.of(application.ref),
    );
    const places = new Map(
      problems.flatMap(({ message, places: touched }) =>
        touched.map(
          ({ leaf, overlay }) =>
            [`${leaf}\n${overlay}`, { leaf, overlay, message }] as const,
        ),
      ),
    );
    const resources: DeclaredResource[] = [];
    for (const resource of declared.resources) {
      if (!places.has(`${resource.leaf}\n${resource.overlay}`)) {
        const component = components.byOverlay.get(resource.overlay);
        const cost =
          component && (await this.options.costs.of(component, resource));
        resources.push(
          typeof cost === 'number' ? { ...resource, cost } : resource,
        );
      }
    }
    return { resources, blocked: [...declared.blocked, ...places.values()] };
  }
}

/** Resources by component and node of the first level. */
function usageOf(
  resources: readonly DeclaredResource[],
  components: Components,
) {
  const usage = new Map<
    string,
    {
      overlay: string;
      node: string;
      component: string;
      componentTitle: string;
      resources: number;
    }
  >();
  for (const { overlay, leaf, component } of resources) {
    const node = leaf === '.' ? '' : leaf.split('/')[0];
    const key = `${overlay}\n${node}`;
    const item = usage.get(key) ?? {
      overlay,
      node,
      component,
      componentTitle: components.byOverlay.get(overlay)?.title ?? overlay,
      resources: 0,
    };
    item.resources += 1;
    usage.set(key, item);
  }
  return [...usage.values()];
}
