import { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  OPERATORS,
  Page,
  STAMP_AUDIENCE_KEY,
  UnassignedEntity,
} from '@commonhold/plugin-tenancy-common';
import { RefusalStore } from '../store/RefusalStore';
import { PageRequest } from './TenantService';
import { unassignedReason } from './unassignedReason';

/** Reads the catalog as the portal itself, a page at a time. */
export class DefaultUnassignedService {
  constructor(
    private readonly options: {
      readonly catalog: CatalogService;
      readonly auth: AuthService;
      readonly stores: { readonly refusals: RefusalStore };
    },
  ) {}

  async list({ limit, cursor }: PageRequest): Promise<Page<UnassignedEntity>> {
    const { catalog, auth, stores } = this.options;
    const fields = [
      'kind',
      'metadata.name',
      'metadata.namespace',
      'metadata.title',
      'metadata.annotations',
      'spec.owner',
    ];
    const { items, totalItems, pageInfo } = await catalog.queryEntities(
      cursor
        ? { cursor, limit, fields }
        : {
            filter: { [STAMP_AUDIENCE_KEY]: OPERATORS },
            orderFields: { field: 'metadata.name', order: 'asc' },
            limit,
            fields,
          },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    const refusals = await stores.refusals.byEntityRefs(
      items.map(entity => stringifyEntityRef(entity)),
    );
    return {
      items: items.map(entity => {
        const entityRef = stringifyEntityRef(entity);
        return {
          entityRef,
          title: entity.metadata.title ?? entity.metadata.name,
          location: entity.metadata.annotations?.[ANNOTATION_LOCATION] ?? null,
          reason: unassignedReason(entity, refusals.get(entityRef)),
        };
      }),
      totalItems,
      nextCursor: pageInfo.nextCursor,
    };
  }
}
