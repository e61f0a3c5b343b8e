import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_OWNED_BY,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EVERYONE, readStamp } from '@commonhold/plugin-tenancy-common';
import { AboutEntity, AboutStore } from '../store/AboutStore';

const BATCH = 200;

/** Catalog entities that requests are about: found, remembered, kept fresh. */
export class AboutEntities {
  constructor(
    private readonly options: {
      readonly auth: AuthService;
      readonly catalog: CatalogService;
      readonly store: AboutStore;
    },
  ) {}

  /**
   * Remembers the entity, so that requests may be about it.
   *
   * @returns its ref as it is kept
   * @throws InputError if there is none that the person sees
   */
  async remember(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const normalized = normalize(ref);
    const entity = await this.options.catalog.getEntityByRef(normalized, {
      credentials,
    });
    if (!entity) {
      throw new InputError(
        `There is no entity "${ref}" in the catalog: check "about", or leave it out`,
      );
    }
    await this.options.store.put([factsOf(entity)], new Date().toISOString());
    return normalized;
  }

  /** Asks the catalog again about all; what is gone, nobody sees any more. */
  async refresh(): Promise<void> {
    const { auth, catalog, store } = this.options;
    for (let last = ''; ; ) {
      const refs = await store.refsAfter(last, BATCH);
      if (refs.length === 0) {
        return;
      }
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs: refs },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      await store.put(
        refs.map((ref, index) => {
          const entity = items[index];
          return entity ? factsOf(entity) : gone(ref);
        }),
        new Date().toISOString(),
      );
      last = refs[refs.length - 1];
    }
  }
}

/** @throws InputError */
function normalize(ref: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch {
    throw new InputError(
      `"${ref}" is not an entity ref: write it like component:default/checkout`,
    );
  }
}

function factsOf(entity: Entity): AboutEntity {
  return {
    ref: stringifyEntityRef(entity),
    title: (entity.metadata.title ?? entity.metadata.name).slice(0, 300),
    owner:
      entity.relations?.find(({ type }) => type === RELATION_OWNED_BY)
        ?.targetRef ?? null,
    // Without tenancy there are no stamps, and all see all.
    audience: readStamp(entity)?.audience ?? [EVERYONE],
  };
}

function gone(ref: string): AboutEntity {
  return { ref, title: ref, owner: null, audience: [] };
}
