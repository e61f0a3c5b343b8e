import { Knex } from 'knex';
import { ResourceStore } from '../../store/ResourceStore';
import { DeclaredResource } from '../resources/DeclaredResource';
import { desiredHash } from '../resources/desiredHash';

/** A resource as the portal has it on record. */
export type RecordedResource = {
  readonly declared: DeclaredResource;
  /** Whether somebody protected it from deletion. */
  readonly isProtected: boolean;
  /** Whether a declaration says nothing new of it. */
  isSame(declared: DeclaredResource): boolean;
};

/** The resources of applications that are declared now, by address. */
export class RecordedResources {
  constructor(private readonly resources: ResourceStore) {}

  async of(
    application: string,
    transaction?: Knex.Transaction,
  ): Promise<ReadonlyMap<string, RecordedResource>> {
    const stored = transaction
      ? await this.resources.ofApplication(transaction, application)
      : await this.resources.transaction(tx =>
          this.resources.ofApplication(tx, application),
        );
    return new Map(
      stored
        .filter(({ lifecycle }) => lifecycle === 'declared')
        .map(resource => [
          addressOf(resource),
          {
            declared: {
              overlay: resource.overlay,
              instance: resource.instance,
              leaf: resource.leaf,
              spec: resource.spec,
              tags: resource.tags,
              component: resource.component,
              componentOwner: resource.componentOwner,
              provider: resource.provider,
              providerConfig: resource.providerConfig,
              ...(resource.retain !== null && { retain: resource.retain }),
              ...(resource.cost !== null && { cost: resource.cost }),
            },
            isProtected: resource.protection !== null,
            isSame: declared => desiredHash(declared) === resource.desiredHash,
          },
        ]),
    );
  }
}

/** Where a resource is within its application. */
export function addressOf({
  overlay,
  leaf,
  instance,
}: Pick<DeclaredResource, 'overlay' | 'leaf' | 'instance'>): string {
  return JSON.stringify([overlay, leaf, instance]);
}
