import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  parseLocationRef,
  stringifyEntityRef,
  stringifyLocationRef,
} from '@backstage/catalog-model';
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
import {
  StampLookup,
  TenantDirectoryService,
} from '@commonhold/plugin-tenancy-node';
import { audienceHeldBy } from './authorship';
import { Provenance, authorOf, claimsOn, isKind } from './claims';
import { UNASSIGNED, decideStamp, stampDependsOn } from './decideStamp';
import {
  FarReference,
  SeenEntity,
  farReferencesOf,
  inWords,
  leaveOutUnseen,
} from './leaveOutUnseen';
import { findForeignMembership, usersNamedBy } from './memberships';
import { ProcessorMemory } from './ProcessorMemory';
import { RefusalReporter, Refused } from './RefusalReporter';
import { registrationKeys } from './registrationKeys';
import { entityKey, refreshKey } from './refreshKey';
import { StampAnnouncer } from './StampAnnouncer';

/** What tenants come from: only our own provider emits entities of this type. */
export const TENANT_LOCATION_TYPE = 'tenancy';

/** What the first step of a run found out, for the last one. */
type Findings = {
  /** Whether the entity lost memberships that are not its author's to declare. */
  readonly stripped: boolean;
  readonly far: readonly FarReference[];
  readonly unseen: readonly FarReference[];
};

/**
 * Stamps `metadata.tenancy` on every entity, refuses impostors and conflicts,
 * and leaves out references to what the entity's tenant does not see.
 *
 * An error leaves the version of the entity that was accepted before in the
 * catalog. That is right where an author changed the entity, and wrong where
 * the tenants changed: there the old stamp would go on showing it to those who
 * may no longer see it. So an entity that says what it said when it was
 * accepted is never refused, but hidden from all but operators.
 */
export class TenancyProcessor implements CatalogProcessor {
  /** By entity ref, of the runs that are under way. */
  private readonly findings = new Map<string, Findings>();

  constructor(
    private readonly options: {
      readonly directory: TenantDirectoryService;
      readonly reporter: RefusalReporter;
      readonly stamps: Pick<StampLookup, 'visibleTo'>;
      readonly announcer: Pick<StampAnnouncer, 'announce'>;
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
    const provenance = { location, origin };
    const ref = stringifyEntityRef(entity);
    this.findings.delete(ref);
    if (
      isKind(entity, TENANT_KIND.toLocaleLowerCase('en-US')) &&
      location.type !== TENANT_LOCATION_TYPE
    ) {
      const directory = await this.options.directory.getDirectory();
      throw await this.options.reporter.refuse(ref, location, {
        code: 'TENANT_IMPOSTOR',
        message: `${ref} is refused: the kind Tenant is kept for the tenants that the portal itself knows. Declare tenants in a source listed under tenancy.sources, or ask an operator`,
        author: authorOf(provenance, directory),
      });
    }
    if (isKind(entity, 'user') || isKind(entity, 'group')) {
      const own = await this.withoutForeignMembership(
        entity,
        provenance,
        await ProcessorMemory.recall(cache),
      );
      this.findings.set(ref, { stripped: own !== entity, far: [], unseen: [] });
      return own;
    }
    const { far, unseen, entity: seen } = await this.asSeen(entity, provenance);
    this.findings.set(ref, { stripped: false, far, unseen });
    return seen;
  }

  /** References become relations as soon as the entity is processed. */
  private async asSeen(
    entity: Entity,
    provenance: Provenance,
  ): Promise<SeenEntity & { readonly far: readonly FarReference[] }> {
    const directory = await this.options.directory.getDirectory();
    const [claim] = claimsOn(entity, provenance, directory);
    const far = claim ? farReferencesOf(entity, claim.tenant, directory) : [];
    if (far.length === 0) {
      return { entity, far, unseen: [] };
    }
    const visible = await this.options.stamps.visibleTo(
      far.map(({ ref }) => ref),
      audienceHeldBy(claim.tenant, directory),
    );
    return { ...leaveOutUnseen(entity, far, visible), far };
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
    memory: ProcessorMemory,
  ): Promise<Entity> {
    const { reporter } = this.options;
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
    if (memory.declared === undefined) {
      throw await reporter.refuse(ref, provenance.location, refusal);
    }
    await reporter.report(ref, provenance.location, refusal);
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
    const { reporter, announcer } = this.options;
    const directory = await this.options.directory.getDirectory();
    const provenance = { location, origin: originOf(entity, location) };
    const tenantsOfUsers = await this.tenantsOfUsers(
      entity,
      Boolean(authorOf(provenance, directory)),
    );
    const decision = decideStamp({
      entity,
      provenance,
      directory,
      tenantsOfUsers,
    });
    const ref = stringifyEntityRef(entity);
    const found = this.findings.get(ref);
    this.findings.delete(ref);
    const { stripped = false, far = [], unseen = [] } = found ?? {};
    const tenants = [
      ...claimsOn(entity, provenance, directory).map(({ tenant }) => tenant),
      ...(tenantsOfUsers.get(ref) ?? []),
    ];
    for (const key of new Set([
      ...stampDependsOn(entity),
      ...tenants.map(tenant => `tenant:${tenant}`),
      ...far.map(reference => entityKey(reference.ref)),
      ...registrationKeys(entity, directory),
    ])) {
      emit(processingResult.refresh(refreshKey(key)));
    }

    const memory = await ProcessorMemory.recall(cache);
    const declared = declaredBy(entity, provenance);
    const stamp = decision.refused ? UNASSIGNED : decision.stamp;
    // To refuse what was stripped would keep the version with the memberships.
    if (decision.refused && !stripped && memory.declared !== declared) {
      throw await reporter.refuse(ref, location, decision);
    }
    let { noticed } = memory;
    if (decision.refused) {
      await reporter.report(ref, location, decision);
    } else if (!stripped) {
      noticed = await this.notice(entity, location, unseen, {
        memory,
        tenant: authorOf(provenance, directory) ?? stamp.tenant,
      });
    }
    const audience = stamp.audience.join();
    if (memory.audience !== audience) {
      announcer.announce(ref, stamp.audience);
    }
    await ProcessorMemory.keep(cache, { declared, noticed, audience });
    return {
      ...entity,
      metadata: {
        ...entity.metadata,
        tenancy: { tenant: stamp.tenant, audience: [...stamp.audience] },
      },
    };
  }

  /**
   * Tells who can mend it what was left out, or takes back what was told.
   *
   * @returns what is to be remembered of it
   */
  private async notice(
    entity: Entity,
    location: LocationSpec,
    unseen: readonly FarReference[],
    of: { memory: ProcessorMemory; tenant: TenantId | null },
  ): Promise<ProcessorMemory['noticed']> {
    const { reporter } = this.options;
    const { memory, tenant } = of;
    if (unseen.length === 0) {
      if (memory.noticed) {
        await reporter.forget(entity, location);
      } else {
        await reporter.takeBack(entity, location);
      }
      return undefined;
    }
    const ref = stringifyEntityRef(entity);
    const text = inWords(unseen);
    if (memory.hasNoticed(text)) {
      return memory.noticed;
    }
    await reporter.report(ref, location, {
      code: 'REFERENCE_UNSEEN',
      message: `${ref} is in the catalog without what it says of ${text}: ${
        tenant ? `the tenant "${tenant}"` : 'its tenant'
      } does not see that, or it does not exist. Correct the names, or ask those who own it to share it`,
      author: tenant,
    });
    return { text, at: Date.now() };
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
}

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
