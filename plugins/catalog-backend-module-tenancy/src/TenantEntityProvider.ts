import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
} from '@backstage/catalog-model';
import {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  DirectoryTenant,
  TENANT_API_VERSION,
  TENANT_KIND,
  TenantEntityV1alpha1,
} from '@commonhold/plugin-tenancy-common';
import {
  DirectoryListener,
  TenantDirectoryService,
} from '@commonhold/plugin-tenancy-node';
import { refreshKey } from './refreshKey';
import { TENANT_LOCATION_TYPE } from './TenancyProcessor';

const REFRESH_CHUNK = 200;

/**
 * Shows every tenant as an entity, and has the catalog stamp anew what a change
 * of tenants touches.
 */
export class TenantEntityProvider implements EntityProvider {
  private connection: EntityProviderConnection | undefined;

  constructor(
    private readonly options: {
      readonly directory: TenantDirectoryService;
      readonly catalog: CatalogService;
      readonly auth: AuthService;
      readonly logger: LoggerService;
    },
  ) {}

  getProviderName(): string {
    return 'TenantEntityProvider';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
    this.options.directory.onChange(changes => this.apply(changes));
  }

  private readonly apply: DirectoryListener = async ({
    directory,
    keys,
    refused,
  }) => {
    if (!this.connection) {
      return;
    }
    await this.connection.applyMutation({
      type: 'full',
      entities: directory.tenants.map(tenant => ({
        entity: toEntity(tenant),
        locationKey: this.getProviderName(),
      })),
    });
    for (let start = 0; start < keys.length; start += REFRESH_CHUNK) {
      await this.connection.refresh({
        keys: keys.slice(start, start + REFRESH_CHUNK).map(refreshKey),
      });
    }
    await this.tryAgain(keys.length > 0 ? refused : []);
  };

  /** Refused entities have no refresh keys: the catalog keeps only good ones. */
  private async tryAgain(refused: readonly string[]): Promise<void> {
    const { catalog, auth, logger } = this.options;
    const credentials = await auth.getOwnServiceCredentials();
    for (const entityRef of refused) {
      try {
        await catalog.refreshEntity(entityRef, { credentials });
      } catch (error) {
        logger.debug(`Refused entity ${entityRef} is gone: ${error}`);
      }
    }
  }
}

function toEntity(tenant: DirectoryTenant): TenantEntityV1alpha1 {
  const location = `${TENANT_LOCATION_TYPE}:${tenant.id}`;
  return {
    apiVersion: TENANT_API_VERSION,
    kind: TENANT_KIND,
    metadata: {
      name: tenant.id,
      title: tenant.title,
      ...(tenant.description && { description: tenant.description }),
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
      },
    },
    spec: {
      type: tenant.platform ? 'platform' : 'tenant',
      state: tenant.state,
      class: tenant.class,
      groups: [...tenant.groups],
    },
  };
}
