import {
  OPERATORS,
  TenantDirectory,
  tenantAudience,
} from '@commonhold/plugin-tenancy-common';
import {
  StampLookup,
  TenantDirectoryService,
} from '@commonhold/plugin-tenancy-node';

/** What indexing needs to know of a catalog entity. */
export type EntityAudience = {
  readonly audience: readonly string[];
  /** Full ref of the owner that it names, whether that exists or not. */
  readonly owner?: string;
};

/** What is not there, nobody may see but those who see all. */
const ABSENT: EntityAudience = { audience: [OPERATORS] };

/** Who may see which entity, for one run of indexing. */
export class EntityAudiences {
  private readonly known = new Map<string, EntityAudience>();

  private external: ReadonlySet<string> | undefined;

  constructor(
    private readonly stamps: Pick<StampLookup, 'find'>,
    private readonly directory: Pick<TenantDirectoryService, 'getDirectory'>,
  ) {}

  /** Looks up together what is not known yet. */
  async load(refs: Iterable<string>): Promise<void> {
    this.external ??= externalAudiences(await this.directory.getDirectory());
    const missing = [...new Set(refs)].filter(ref => !this.known.has(ref));
    const found = await this.stamps.find(missing);
    for (const ref of missing) {
      const entity = found.get(ref);
      this.known.set(
        ref,
        entity
          ? {
              audience: entity.stamp?.audience ?? ABSENT.audience,
              owner: entity.owner,
            }
          : ABSENT,
      );
    }
  }

  /** @param ref - one that was loaded */
  get(ref: string): EntityAudience {
    return this.known.get(ref) ?? ABSENT;
  }

  /** Whether those who hold a value may be none of `everyone`. */
  isExternal(value: string): boolean {
    return this.external?.has(value) ?? false;
  }
}

function externalAudiences({ tenants, groups }: TenantDirectory): Set<string> {
  const external = new Set<string>(
    tenants.filter(one => one.class === 'external').map(({ id }) => id),
  );
  return new Set([
    ...tenants
      .filter(({ id }) => external.has(id))
      .map(({ id }) => tenantAudience(id)),
    ...Object.entries(groups).flatMap(([ref, { tenant }]) =>
      tenant && external.has(tenant) ? [ref] : [],
    ),
  ]);
}
