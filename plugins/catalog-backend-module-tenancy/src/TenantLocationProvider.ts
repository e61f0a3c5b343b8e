import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { LocationEntity } from '@backstage/catalog-model';
import {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
  locationSpecToLocationEntity,
} from '@backstage/plugin-catalog-node';
import { DirectoryRegistration } from '@commonhold/plugin-tenancy-common';
import {
  DirectoryListener,
  TenantDirectoryService,
} from '@commonhold/plugin-tenancy-node';
import { refreshKey } from './refreshKey';
import { registrationKey } from './registrationKeys';

const REFRESH_CHUNK = 200;

/** What entities of registered files are called, and nothing else may be. */
export const REGISTERED = /^(registered|generated)-[0-9a-f]{40}$/;

/**
 * Has the catalog read the files that tenants registered.
 *
 * Each is an entity of its own, whoever else registered the file: the catalog
 * gives an entity to the provider that names it last, which would take the file
 * of an operator away with that of a tenant.
 */
export class TenantLocationProvider implements EntityProvider {
  private connection: EntityProviderConnection | undefined;
  private provided: readonly DirectoryRegistration[] | undefined;

  constructor(private readonly directory: TenantDirectoryService) {}

  getProviderName(): string {
    return 'TenantLocationProvider';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
    this.directory.onChange(this.apply);
  }

  private readonly apply: DirectoryListener = async ({ directory }) => {
    const { registrations } = directory;
    const before = this.provided;
    if (this.connection && !isDeepStrictEqual(before, registrations)) {
      await this.connection.applyMutation({
        type: 'full',
        entities: registrations.map(registration =>
          this.toDeferred(registration),
        ),
      });
      await this.refresh(differing(before ?? [], registrations));
      this.provided = registrations;
    }
  };

  /** Other locations that lead to the same files. */
  private async refresh(targets: readonly string[]): Promise<void> {
    for (let start = 0; start < targets.length; start += REFRESH_CHUNK) {
      await this.connection?.refresh({
        keys: targets
          .slice(start, start + REFRESH_CHUNK)
          .map(target => refreshKey(registrationKey(target))),
      });
    }
  }

  private toDeferred({
    tenant,
    target,
  }: DirectoryRegistration): DeferredEntity {
    const location = locationSpecToLocationEntity({
      location: { type: 'url', target },
    });
    const hash = createHash('sha1')
      .update(`${tenant}\n${target}`)
      .digest('hex');
    const entity: LocationEntity = {
      ...location,
      metadata: { ...location.metadata, name: `registered-${hash}` },
    };
    return { entity, locationKey: this.getProviderName() };
  }
}

function differing(
  before: readonly DirectoryRegistration[],
  after: readonly DirectoryRegistration[],
): string[] {
  const keyOf = ({ tenant, target }: DirectoryRegistration) =>
    `${tenant} ${target}`;
  const [old, now] = [before, after].map(list => new Set(list.map(keyOf)));
  return [
    ...before.filter(one => !now.has(keyOf(one))),
    ...after.filter(one => !old.has(keyOf(one))),
  ].map(({ target }) => target);
}
