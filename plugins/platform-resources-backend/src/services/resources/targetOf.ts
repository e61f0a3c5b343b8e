import {
  DesiredResource,
  ProviderTarget,
} from '@commonhold/plugin-platform-resources-node';
import { StoredResource } from '../../store/resourceRows';

/** What a provider is told of a stored resource. */
export function targetOf(resource: StoredResource): ProviderTarget {
  const { id, ref, application, component, overlay, instance, leaf } = resource;
  return {
    id,
    ref,
    application,
    tenant: resource.tenant ?? '',
    component,
    overlay,
    instance,
    leaf,
    providerConfig: resource.providerConfig,
  };
}

/** What it should be; `undefined` while it is on its way out. */
export function desiredOf(
  resource: StoredResource,
): DesiredResource | undefined {
  return resource.lifecycle === 'declared'
    ? {
        target: targetOf(resource),
        spec: resource.spec,
        tags: resource.tags,
      }
    : undefined;
}
