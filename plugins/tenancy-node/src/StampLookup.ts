import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { TenancyStamp, readStamp } from '@commonhold/plugin-tenancy-common';
import { LRUCache } from 'lru-cache';

/** About 40 MB at most. */
const MAX_ENTRIES = 200_000;

/** The catalog takes more, but an answer is then long in coming. */
const CHUNK = 1_000;

/**
 * What the catalog says of an entity about who may see it.
 *
 * @public
 */
export type StampedEntity = {
  /** `undefined` if it was ingested without tenancy: only operators see it. */
  readonly stamp: TenancyStamp | undefined;
  /** Full ref of the owner that it names, whether that exists or not. */
  readonly owner: string | undefined;
};

/**
 * Who may see what, by entity ref, as the catalog has stamped it. Remembers
 * what it has looked up.
 *
 * @public
 */
export class StampLookup {
  private readonly known: LRUCache<string, { entity?: StampedEntity }>;

  /**
   * @param options.ttlMs - how old an answer may be; without it, answers are
   *   remembered as long as the lookup: make one for each run then
   */
  constructor(
    private readonly options: {
      readonly auth: AuthService;
      readonly catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
      readonly ttlMs?: number;
    },
  ) {
    this.known = new LRUCache({ max: MAX_ENTRIES, ttl: options.ttlMs });
  }

  /**
   * @param refs - full entity refs in lower case
   * @returns those of them that exist; asks the catalog once a thousand
   */
  async find(
    refs: Iterable<string>,
  ): Promise<ReadonlyMap<string, StampedEntity>> {
    const found = new Map<string, StampedEntity>();
    const missing: string[] = [];
    for (const ref of new Set(refs)) {
      const known = this.known.get(ref);
      if (!known) {
        missing.push(ref);
      } else if (known.entity) {
        found.set(ref, known.entity);
      }
    }
    for (let start = 0; start < missing.length; start += CHUNK) {
      const chunk = missing.slice(start, start + CHUNK);
      const entities = await this.load(chunk);
      chunk.forEach((ref, index) => {
        const entity = entities[index];
        this.known.set(ref, { entity });
        if (entity) {
          found.set(ref, entity);
        }
      });
    }
    return found;
  }

  /**
   * @param refs - full entity refs in lower case
   * @param audience - what somebody holds
   * @returns those of the refs that exist and that they may see; what is hidden
   *   cannot be told from what is not there
   */
  async visibleTo(
    refs: Iterable<string>,
    audience: Iterable<string>,
  ): Promise<ReadonlySet<string>> {
    const held = new Set(audience);
    const visible = new Set<string>();
    for (const [ref, { stamp }] of await this.find(refs)) {
      if (stamp?.audience.some(value => held.has(value))) {
        visible.add(ref);
      }
    }
    return visible;
  }

  private async load(
    entityRefs: string[],
  ): Promise<(StampedEntity | undefined)[]> {
    const { auth, catalog } = this.options;
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs,
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.tenancy',
          'spec.owner',
        ],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items.map(
      entity =>
        entity && { stamp: readStamp(entity), owner: ownerNamedBy(entity) },
    );
  }
}

function ownerNamedBy({ metadata, spec }: Entity): string | undefined {
  const owner = spec?.owner;
  if (typeof owner !== 'string') {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'group',
        defaultNamespace: metadata.namespace,
      }),
    );
  } catch {
    return undefined;
  }
}
