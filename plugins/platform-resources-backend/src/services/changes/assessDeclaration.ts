import {
  PlanProblem,
  PlatformComponent,
} from '@commonhold/plugin-platform-resources-common';
import { Components } from '../components/ComponentCatalog';
import { DeclaredResources } from '../applications/declaredResources';
import { LimitsOfTenant } from '../TenantLimits';
import { DeclaredResource } from '../resources/DeclaredResource';

/** A problem, and the resources that it keeps from being applied. */
export type AssessedProblem = PlanProblem & {
  readonly places: readonly {
    readonly leaf: string;
    readonly overlay: string;
  }[];
};

/**
 * What of a declaration the platform does not allow: components that the tenant may
 * not use or that no provider serves, tags that nobody knows, quotas. Pure.
 */
export function assessDeclaration(options: {
  readonly declared: DeclaredResources;
  readonly components: Components;
  readonly tenant: string | null;
  readonly limits: LimitsOfTenant | undefined;
  readonly hasProvider: (type: string) => boolean;
  /** Resources of the tenant by component, this application's left out. */
  readonly others: ReadonlyMap<string, number>;
  /** Whether a resource is there already. */
  readonly isKnown: (resource: DeclaredResource) => boolean;
}): AssessedProblem[] {
  const { declared, components, tenant, limits, hasProvider, others, isKnown } =
    options;
  const problems: AssessedProblem[] = [];
  for (const component of components.byOverlay.values()) {
    const resources = declared.resources.filter(
      ({ overlay }) => overlay === component.overlay,
    );
    if (resources.length === 0) {
      continue;
    }
    const news = resources.filter(resource => !isKnown(resource));
    const about = { component: component.ref, leaf: null };
    if (!hasProvider(component.provider)) {
      problems.push({
        code: 'PROVIDER_MISSING',
        message: `${component.title} needs the provider "${component.provider}", which is not installed in this portal. An operator has to add it.`,
        ...about,
        places: placesOf(resources),
      });
    }
    if (news.length > 0 && !isEntitled(component, limits)) {
      problems.push({
        code: 'ENTITLEMENT',
        message: `The tenant "${tenant}" may not use ${component.title} yet. Ask an operator to grant it.`,
        ...about,
        places: placesOf(news),
      });
    }
    const quota =
      limits?.quotas.resources[component.name] ?? component.quota?.default;
    const total = (others.get(component.ref) ?? 0) + resources.length;
    if (news.length > 0 && quota !== undefined && total > quota) {
      problems.push({
        code: 'QUOTA',
        message: `${component.title}: ${total} resources would be more than the ${quota} that the tenant may have. Remove some, or ask an operator for more.`,
        ...about,
        places: placesOf(news),
      });
    }
  }
  for (const { tag, leaf, component } of declared.missingTags) {
    problems.push({
      code: 'TAG_MISSING',
      message: `${component.title} needs to know "${tag}" at ${leaf}. Set it as a variable or label in node.yaml there, or at a node above.`,
      component: component.ref,
      leaf,
      places: [{ leaf, overlay: component.overlay }],
    });
  }
  return problems;
}

function isEntitled(
  component: PlatformComponent,
  limits: LimitsOfTenant | undefined,
): boolean {
  if (!limits) {
    return true;
  }
  const granted = limits.entitlements.platformComponents;
  return granted === null
    ? component.entitlement !== 'request'
    : granted.includes(component.name);
}

function placesOf(
  resources: readonly DeclaredResource[],
): AssessedProblem['places'] {
  const places = new Map(
    resources.map(({ leaf, overlay }) => [
      `${leaf}\n${overlay}`,
      { leaf, overlay },
    ]),
  );
  return [...places.values()];
}
