import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ResourceEntity,
  parseEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATION_APPLICATION,
  ResourceUsage,
} from '@commonhold/plugin-platform-resources-common';
import { createHash } from 'node:crypto';

const MAX_NAME = 63;

/** What an application uses of a component below one node, as an entity. */
export function toResourceEntity(usage: ResourceUsage): ResourceEntity {
  const application = parseEntityRef(usage.application);
  const location = `platform-resources:${usage.application}`;
  const isSystem = application.kind.toLocaleLowerCase('en-US') === 'system';
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: shortened(
        [application.name, usage.overlay, usage.node].filter(Boolean).join('-'),
      ),
      namespace: application.namespace,
      title: `${usage.componentTitle} of ${usage.applicationTitle}${
        usage.node ? ` (${usage.node})` : ''
      }`,
      description: `${usage.resources} ${
        usage.resources === 1 ? 'resource' : 'resources'
      } that ${usage.applicationTitle} declares in its deployment repository.`,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [ANNOTATION_APPLICATION]: usage.application,
      },
    },
    spec: {
      type: usage.overlay,
      owner: usage.owner ?? 'group:default/unknown',
      dependsOn: [usage.component],
      ...(isSystem
        ? { system: usage.application }
        : { dependencyOf: [usage.application] }),
    },
  };
}

/** Names of entities have 63 characters; a hash keeps long ones apart. */
function shortened(name: string): string {
  if (name.length <= MAX_NAME) {
    return name;
  }
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, MAX_NAME - 9)}-${hash}`;
}
