import { formatResourceRef } from '@commonhold/plugin-platform-resources-common';
import {
  PlannedStep,
  ProviderTarget,
  resourceIdOf,
} from '@commonhold/plugin-platform-resources-node';
import { ProviderRegistry } from '../../providers/ProviderRegistry';
import { DeclaredResource } from './DeclaredResource';
import { desiredHash } from './desiredHash';
import { ResourcePlan, ResourcePlanner } from './ResourcePlanner';

/** Plans with real observations. */
export class DefaultResourcePlanner implements ResourcePlanner {
  constructor(private readonly providers: ProviderRegistry) {}

  desiredHash(declared: DeclaredResource): string {
    return desiredHash(declared);
  }

  async plan(
    place: { readonly application: string; readonly tenant: string | null },
    declared: DeclaredResource,
    goes: boolean,
    signal: AbortSignal,
  ): Promise<ResourcePlan> {
    const provider = this.providers.get(declared.provider);
    const ref = formatResourceRef({
      application: place.application,
      ...declared,
    });
    const target: ProviderTarget = {
      id: resourceIdOf(ref),
      ref,
      application: place.application,
      tenant: place.tenant ?? '',
      component: declared.component,
      overlay: declared.overlay,
      instance: declared.instance,
      leaf: declared.leaf,
      providerConfig: declared.providerConfig,
    };
    const observed = await provider.observe(target, signal);
    const desired = goes
      ? undefined
      : { target, spec: declared.spec, tags: declared.tags };
    const steps = provider.plan(desired, observed);
    return {
      action: actionOf(steps, goes),
      steps,
      destructive: steps.some(step => step.destructive),
      desiredHash: desiredHash(declared),
      observedVersion: observed?.version ?? null,
      findings: goes ? [] : provider.validate?.(declared.spec, target) ?? [],
    };
  }
}

function actionOf(
  steps: readonly PlannedStep[],
  goes: boolean,
): ResourcePlan['action'] {
  if (steps.length === 0) {
    return 'none';
  }
  if (goes) {
    return 'delete';
  }
  return (
    (['replace', 'create'] as const).find(kind =>
      steps.some(step => step.kind === kind),
    ) ?? 'update'
  );
}
