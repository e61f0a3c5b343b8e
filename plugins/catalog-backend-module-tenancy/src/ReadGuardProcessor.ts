import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
} from '@backstage/plugin-catalog-node';
import { TenantDirectory, TenantId } from '@commonhold/plugin-tenancy-common';
import {
  TenantDirectoryService,
  isUnambiguous,
  tenantOfLocation,
} from '@commonhold/plugin-tenancy-node';
import { authorOf, claimsOn } from './claims';
import { EntityRead, TARGETS, readsOf } from './readsOf';
import { RefusalReporter } from './RefusalReporter';

/**
 * Refuses entities of a tenant that would have the portal read, with its own
 * credentials, what the tenant may not read itself: through placeholders,
 * documentation or further locations.
 *
 * Runs before anything reads.
 */
export class ReadGuardProcessor implements CatalogProcessor {
  constructor(
    private readonly options: {
      readonly directory: TenantDirectoryService;
      readonly integrations: ScmIntegrationRegistry;
      readonly reporter: RefusalReporter;
    },
  ) {}

  getProcessorName(): string {
    return 'TenancyReadGuard';
  }

  /** Lower is earlier; before everything that an entity is made of. */
  getPriority(): number {
    return -1_000_000;
  }

  async preProcessEntity(
    entity: Entity,
    location: LocationSpec,
    _emit: CatalogProcessorEmit,
    origin: LocationSpec,
  ): Promise<Entity> {
    const { directory, integrations, reporter } = this.options;
    const tenants = await directory.getDirectory();
    const provenance = { location, origin };
    const owners = claimsOn(entity, provenance, tenants).map(
      claim => claim.tenant,
    );
    if (owners.length === 0) {
      return entity;
    }
    const author = authorOf(provenance, tenants);
    const wrong = readsOf(entity, location, integrations).find(
      read =>
        !owners.every(tenant => this.mayRead(read, tenant, author, tenants)),
    );
    if (!wrong) {
      return entity;
    }
    const ref = stringifyEntityRef(entity);
    const tenant = author ?? owners[0];
    throw await reporter.refuse(ref, location, {
      code: 'SOURCE_FOREIGN',
      message: `${ref} is refused: its ${wrong.field} leads to ${
        wrong.written
      }, which the portal does not read for the tenant "${tenant}". It reads what is within the locations of the tenant${
        wrong.field === TARGETS
          ? ''
          : ', and what is on hosts without repositories'
      }: keep a copy there, or ask an operator`,
      author: tenant,
    });
  }

  /**
   * What is in a tenant's own repository may lead within the tenant's own
   * locations, and for contents to hosts that have no repositories. Whether
   * another place on a host of repositories is somebody's makes no difference:
   * authors could otherwise find out. What operators keep for a tenant may lead
   * to what nobody owns, too.
   */
  private mayRead(
    { place, field }: EntityRead,
    tenant: TenantId,
    author: TenantId | null,
    directory: TenantDirectory,
  ): boolean {
    if (!isUnambiguous(place)) {
      return false;
    }
    const owner = tenantOfLocation(place, directory.tenants);
    if (owner) {
      return owner === tenant;
    }
    if (!isOnTheWeb(place)) {
      return false;
    }
    return (
      author === null ||
      (field !== TARGETS && !this.hasRepositories(place, directory))
    );
  }

  /** Whether the portal has a way to read repositories of that host. */
  private hasRepositories(
    { target }: LocationSpec,
    { tenants }: TenantDirectory,
  ): boolean {
    const { hostname } = new URL(target);
    return (
      this.options.integrations.byUrl(target) !== undefined ||
      tenants.some(({ locations }) =>
        locations.some(prefix => new URL(prefix).hostname === hostname),
      )
    );
  }
}

function isOnTheWeb({ type, target }: LocationSpec): boolean {
  return type === 'url' && /^https?:\/\//i.test(target);
}
