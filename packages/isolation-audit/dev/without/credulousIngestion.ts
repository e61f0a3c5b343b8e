import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  CatalogProcessor,
  catalogProcessingExtensionPoint,
} from '@backstage/plugin-catalog-node';
import {
  isInAudience,
  isOwnedByTenant,
} from '@commonhold/plugin-catalog-backend-module-tenancy';
import {
  ANNOTATION_SHARED_WITH,
  ANNOTATION_VISIBILITY,
} from '@commonhold/plugin-tenancy-common';

/**
 * Stamps entities as they say themselves, by their namespace and annotations, and
 * refuses none. Without stamps at all nobody would see anything, and nothing
 * would be found.
 */
class CredulousProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'CredulousProcessor';
  }

  getPriority(): number {
    return 1_000_000;
  }

  async postProcessEntity(entity: Entity): Promise<Entity> {
    const { namespace = 'default', annotations = {} } = entity.metadata;
    return {
      ...entity,
      metadata: {
        ...entity.metadata,
        tenancy: {
          tenant: namespace,
          audience:
            entity.kind === 'User'
              ? audienceOfUser(entity)
              : audienceOf(namespace, entity, annotations),
        },
      },
    };
  }
}

function audienceOfUser(entity: Entity): string[] {
  const { memberOf } = entity.spec ?? {};
  const groups = Array.isArray(memberOf) ? memberOf.map(String) : [];
  return [
    stringifyEntityRef(entity),
    ...groups.map(ref => `tenant:${parseEntityRef(ref).namespace}`),
  ];
}

function audienceOf(
  namespace: string,
  entity: Entity,
  annotations: Readonly<Record<string, string>>,
): string[] {
  const visibility = annotations[ANNOTATION_VISIBILITY];
  if (visibility === 'shared' || namespace === 'platform') {
    return ['everyone'];
  }
  if (visibility === 'private') {
    return [String(entity.spec?.owner)];
  }
  const sharedWith = annotations[ANNOTATION_SHARED_WITH]?.split(',') ?? [];
  return [namespace, ...sharedWith].map(id => `tenant:${id.trim()}`);
}

export const credulousIngestionModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'credulous-ingestion',
  register(env) {
    env.registerInit({
      deps: {
        permissionsRegistry: coreServices.permissionsRegistry,
        processing: catalogProcessingExtensionPoint,
      },
      async init({ permissionsRegistry, processing }) {
        processing.addProcessor(new CredulousProcessor());
        permissionsRegistry.addPermissionRules([isInAudience, isOwnedByTenant]);
      },
    });
  },
});
