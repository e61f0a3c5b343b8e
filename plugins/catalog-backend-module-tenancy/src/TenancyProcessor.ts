import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  parseLocationRef,
  stringifyEntityRef,
  stringifyLocationRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorCache,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  TENANT_API_VERSION,
  TENANT_KIND,
  TenantId,
} from '@commonhold/plugin-tenancy-common';
import { TenantDirectoryService } from '@commonhold/plugin-tenancy-node';
import { Provenance, authorOf, claimsOn, isKind } from './claims';
import { UNASSIGNED, decideStamp, stampDependsOn } from './decideStamp';
import { findForeignMembership, usersNamedBy } from './memberships';
import { refreshKey } from './refreshKey';

/** What tenants come from: only our own provider emits entities of this type. */
export const TENANT_LOCATION_TYPE = 'tenancy';

const CACHE_KEY = 'declared';

/**
 * Stamps `metadata.tenancy` on every entity and refuses impostors and
 * conflicts.
 *
 * An error leaves the version of the entity that was accepted before in the
 * catalog. That is right where an author changed the entity, and wrong where
 * the tenants changed: there the old stamp would go on showing it to those who
 * may no longer see it. So an entity that says what it said when it was
 * accepted is never refused, but hidden from all but operators.
 */
export class TenancyProcessor implements CatalogProcessor {
  /** Refs of entities that lose memberships in the run that is under way. */
  private readonly stripped = new Set<string>();

  constructor(
    private readonly options: {
      readonly directory: TenantDirectoryService;
      readonly logger: LoggerService;
    },
  ) {}

  getProcessorName(): string {
    return 'TenancyProcessor';
  }

  /** Higher is later; behind everything that an entity is made of. */
  getPriority(): number {
    return 1_000_000;
  }

  async preProcessEntity(
    entity: Entity,
    location: LocationSpec,
    _emit: CatalogProcessorEmit,
    origin: LocationSpec,
    cache: CatalogProcessorCache,
  ): Promise<Entity> {
    if (
      isKind(entity, TENANT_KIND.toLocaleLowerCase('en-US')) &&
      location.type !== TENANT_LOCATION_TYPE
    ) {
      const directory = await this.options.directory.getDirectory();
      throw await this.refuse(entity, location, {
        code: 'TENANT_IMPOSTOR',
        message: `${stringifyEntityRef(
          entity,
        )} is refused: the kind Tenant is kept for the tenants that the portal itself knows. Declare tenants in a source listed under tenancy.sources, or ask an operator`,
        author: authorOf({ location, origin }, directory),
      });
    }
    return isKind(entity, 'user') || isKind(entity, 'group')
      ? this.withoutForeignMembership(entity, { location, origin }, cache)
      : entity;
  }

  /**
   * Memberships become relations as soon as the entity is processed, and the
   * catalog keeps those of the last good version. So one that is not the
   * author's to declare is taken out before; an entity that was never accepted
   * is refused as a whole.
   */
  private async withoutForeignMembership(
    entity: Entity,
    provenance: Provenance,
    cache: CatalogProcessorCache,
  ): Promise<Entity> {
    const directory = await this.options.directory.getDirectory();
    const author = authorOf(provenance, directory);
    const foreign =
      author &&
      findForeignMembership({
        entity,
        provenance,
        directory,
        tenantsOfUsers: await this.tenantsOfUsers(entity, true),
      });
    if (!foreign) {
      return entity;
    }
    const ref = stringifyEntityRef(entity);
    const refusal: Refused = {
      code: 'MEMBERSHIP_CONFLICT',
      message: `${ref} is refused: ${foreign}`,
      author,
    };
    if ((await cache.get(CACHE_KEY)) === undefined) {
      throw await this.refuse(entity, provenance.location, refusal);
    }
    await this.report(entity, provenance.location, refusal);
    this.stripped.add(ref);
    const { memberOf, members, parent, children, ...spec } = entity.spec ?? {};
    return {
      ...entity,
      spec: {
        ...spec,
        ...(isKind(entity, 'user') ? { memberOf: [] } : { children: [] }),
      },
    };
  }

  async validateEntityKind(entity: Entity): Promise<boolean> {
    return (
      entity.apiVersion === TENANT_API_VERSION && entity.kind === TENANT_KIND
    );
  }

  async postProcessEntity(
    entity: Entity,
    location: LocationSpec,
    emit: CatalogProcessorEmit,
    cache: CatalogProcessorCache,
  ): Promise<Entity> {
    const directory = await this.options.directory.getDirectory();
    const provenance = { location, origin: originOf(entity, location) };
    const decision = decideStamp({
      entity,
      provenance,
      directory,
      tenantsOfUsers: await this.tenantsOfUsers(
        entity,
        Boolean(authorOf(provenance, directory)),
      ),
    });
    for (const key of stampDependsOn(entity)) {
      emit(processingResult.refresh(refreshKey(key)));
    }
    for (const tenant of new Set(
      claimsOn(entity, provenance, directory).map(claim => claim.tenant),
    )) {
      emit(processingResult.refresh(refreshKey(`tenant:${tenant}`)));
    }

    const declared = declaredBy(entity, provenance);
    // To refuse it would keep the version that still has the memberships.
    const stripped = this.stripped.delete(stringifyEntityRef(entity));
    let stamp = UNASSIGNED;
    if (!decision.refused) {
      stamp = decision.stamp;
      if (!stripped) {
        await this.takeRefusalBack(entity, location);
      }
    } else if (!stripped && (await cache.get(CACHE_KEY)) !== declared) {
      throw await this.refuse(entity, location, decision);
    } else {
      await this.report(entity, location, decision);
    }
    await cache.set(CACHE_KEY, declared);
    return {
      ...entity,
      metadata: {
        ...entity.metadata,
        tenancy: { tenant: stamp.tenant, audience: [...stamp.audience] },
      },
    };
  }

  private async tenantsOfUsers(
    entity: Entity,
    declaredByTenant: boolean,
  ): Promise<Map<string, readonly TenantId[]>> {
    const refs = isKind(entity, 'user') ? [stringifyEntityRef(entity)] : [];
    if (declaredByTenant) {
      refs.push(...usersNamedBy(entity));
    }
    return new Map(
      await Promise.all(
        refs.map(
          async ref =>
            [ref, await this.options.directory.getTenantsOfUser(ref)] as const,
        ),
      ),
    );
  }

  private async refuse(
    entity: Entity,
    location: LocationSpec,
    refusal: Refused,
  ): Promise<InputError> {
    await this.report(entity, location, refusal);
    return new InputError(refusal.message);
  }

  /** That nobody could be told is no reason to process the entity otherwise. */
  private async report(
    entity: Entity,
    location: LocationSpec,
    { code, message, author }: Refused,
  ): Promise<void> {
    const { directory, logger } = this.options;
    try {
      await directory.reportRefusal({
        entityRef: stringifyEntityRef(entity),
        location: stringifyLocationRef(location),
        tenant: author,
        code,
        message,
      });
    } catch (error) {
      logger.warn(`${message} (its author could not be told: ${error})`);
    }
  }

  private async takeRefusalBack(
    entity: Entity,
    location: LocationSpec,
  ): Promise<void> {
    const { directory, logger } = this.options;
    const entityRef = stringifyEntityRef(entity);
    if (!directory.isRefused(entityRef)) {
      return;
    }
    try {
      await directory.reportAcceptance({
        entityRef,
        location: stringifyLocationRef(location),
      });
    } catch (error) {
      logger.warn(
        `The refusal of ${entityRef} could not be taken back: ${error}`,
      );
    }
  }
}

type Refused = Omit<
  Extract<ReturnType<typeof decideStamp>, { refused: true }>,
  'refused'
>;

/** The registered location; the catalog itself writes this annotation. */
function originOf(entity: Entity, location: LocationSpec): LocationSpec {
  const ref = entity.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
  return ref === undefined ? location : parseLocationRef(ref);
}

/** All that an author says about who may see an entity. */
function declaredBy(entity: Entity, { location, origin }: Provenance): string {
  const { namespace, annotations } = entity.metadata;
  const spec = entity.spec ?? {};
  return JSON.stringify([
    namespace,
    spec.owner,
    spec.parent,
    spec.children,
    spec.members,
    spec.memberOf,
    Object.entries(annotations ?? {}).filter(([key]) =>
      key.startsWith('commonhold.io/'),
    ),
    stringifyLocationRef(location),
    stringifyLocationRef(origin),
  ]);
}
