import { Entity } from '@backstage/catalog-model';
import { TenantDirectory, TenantId } from '@commonhold/plugin-tenancy-common';
import { Provenance } from './claims';

/** All that decides who may see an entity. */
export type StampQuestion = {
  readonly entity: Entity;
  readonly provenance: Provenance;
  readonly directory: TenantDirectory;
  /** Tenants of the people that the entity is about or names, by user ref. */
  readonly tenantsOfUsers: ReadonlyMap<string, readonly TenantId[]>;
};
