import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { OPERATORS, readStamp } from '@commonhold/plugin-tenancy-common';

/** What indexing needs to know of a catalog entity. */
export type EntityAudience = {
  readonly audience: readonly string[];
  /** Full ref of the owner that it names, whether that exists or not. */
  readonly owner?: string;
};

/** What is not there, nobody may see but those who see all. */
const ABSENT: EntityAudience = { audience: [OPERATORS] };

/**
 * Who may see which entity, as the catalog has stamped them. Remembers what it
 * has looked up: make one for each run.
 */
export class EntityAudiences {
  private readonly known = new Map<string, EntityAudience>();

  constructor(
    private readonly options: {
      readonly auth: AuthService;
      readonly catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    },
  ) {}

  /** Looks up with one request what is not known yet. */
  async load(refs: Iterable<string>): Promise<void> {
    const entityRefs = [...new Set(refs)].filter(ref => !this.known.has(ref));
    if (entityRefs.length === 0) {
      return;
    }
    const { auth, catalog } = this.options;
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind', 'metadata', 'spec.owner'] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    items.forEach((entity, index) => {
      this.known.set(entityRefs[index], entity ? read(entity) : ABSENT);
    });
  }

  /** @param ref - one that was loaded */
  get(ref: string): EntityAudience {
    return this.known.get(ref) ?? ABSENT;
  }
}

function read(entity: Entity): EntityAudience {
  const owner = entity.spec?.owner;
  return {
    audience: readStamp(entity)?.audience ?? ABSENT.audience,
    owner:
      typeof owner === 'string' && owner !== ''
        ? stringifyEntityRef(
            parseEntityRef(owner, {
              defaultKind: 'Group',
              defaultNamespace: entity.metadata.namespace,
            }),
          )
        : undefined,
  };
}
