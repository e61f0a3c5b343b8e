import {
  Resource,
  ResourceSummary,
} from '@commonhold/plugin-platform-resources-common';
import { StoredResource } from '../../store/resourceRows';
import { listed, messageOf } from './conditions';

/** A stored resource as a list shows it. */
export function summaryOf(resource: StoredResource): ResourceSummary {
  return {
    id: resource.id,
    ref: resource.ref,
    application: resource.application,
    component: resource.component,
    overlay: resource.overlay,
    leaf: resource.leaf,
    instance: resource.instance,
    tenant: resource.tenant,
    health: resource.health,
    message: messageOf(resource.conditions),
    generation: resource.generation,
    observedGeneration: resource.observedGeneration,
    protected: resource.protection !== null,
    expiresAt: resource.expiresAt,
    cost: resource.cost,
    updatedAt: resource.updatedAt,
  };
}

/** A stored resource with all that people may know of it. */
export function describeResource(
  resource: StoredResource,
  more: {
    readonly dependsOn: readonly string[];
    readonly destroyedAt: string | null;
  },
): Resource {
  const { observed, observedAt, drift, driftIgnored } = resource;
  return {
    ...summaryOf(resource),
    provider: resource.provider,
    componentOwner: resource.componentOwner,
    spec: resource.spec,
    tags: resource.tags,
    conditions: listed(resource.conditions),
    observed: observed && {
      spec: observed.spec,
      tags: observed.tags ?? {},
      details: observed.details ?? {},
      version: observed.version,
      at: observedAt ?? resource.updatedAt,
    },
    drift: drift && {
      changes: drift,
      seenAt: resource.conditions.Drifted?.since ?? resource.updatedAt,
      ignored: driftIgnored,
    },
    protection: resource.protection,
    dependsOn: more.dependsOn,
    destroyedAt: more.destroyedAt,
    createdAt: resource.createdAt,
  };
}
