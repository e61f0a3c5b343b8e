import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { JsonValue } from '@backstage/types';
import {
  PLATFORM_COMPONENT_TYPE,
  PlatformComponent,
  readDefinition,
} from '@commonhold/plugin-platform-resources-common';
import { readStamp } from '@commonhold/plugin-tenancy-common';
import { ComponentDefinition } from '@commonhold/topology';
import { createHash } from 'node:crypto';
import { TenantLimits } from '../TenantLimits';
import { ownerOf } from '../ownerOf';

/** The components that the platform offers, at one moment. */
export type Components = {
  /** By name of their overlay files. */
  readonly byOverlay: ReadonlyMap<string, PlatformComponent>;
  /** As the resolver takes them; the same object while nothing changes. */
  readonly definitions: ReadonlyMap<string, ComponentDefinition>;
  /** Changes when a definition does. */
  readonly hash: string;
};

/** How old what is known may be. */
const MAX_AGE_MS = 10_000;

/**
 * Reads the components that the platform offers from the catalog.
 *
 * A definition decides what a provider does with the portal's own credentials. So
 * where tenancy is installed only those of platform tenants count, and those of
 * namespaces named in the configuration; without tenancy, all.
 */
export class ComponentCatalog {
  private known:
    | { readonly at: number; readonly components: Components }
    | undefined;
  private asking: Promise<Components> | undefined;
  private complained = '';

  constructor(
    private readonly options: {
      readonly catalog: CatalogService;
      readonly auth: AuthService;
      readonly limits: TenantLimits;
      readonly namespaces: readonly string[];
      readonly logger: LoggerService;
    },
  ) {}

  async get(): Promise<Components> {
    if (this.known && Date.now() - this.known.at < MAX_AGE_MS) {
      return this.known.components;
    }
    this.asking ??= this.read().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  private async read(): Promise<Components> {
    const { catalog, auth, logger } = this.options;
    const at = Date.now();
    const entities: Entity[] = [];
    for await (const page of catalog.streamEntities(
      { filter: { kind: 'component', 'spec.type': PLATFORM_COMPONENT_TYPE } },
      { credentials: await auth.getOwnServiceCredentials() },
    )) {
      entities.push(...page);
    }
    const problems: string[] = [];
    const byOverlay = new Map<string, PlatformComponent>();
    const sorted = entities
      .map(entity => ({ entity, ref: stringifyEntityRef(entity) }))
      .sort((a, b) => (a.ref < b.ref ? -1 : 1));
    for (const { entity, ref } of sorted) {
      const component = await this.componentOf(entity, ref, problems);
      const other = component && byOverlay.get(component.overlay);
      if (other) {
        problems.push(
          `${ref} is left out: ${other.ref} has the overlay "${other.overlay}" already`,
        );
      } else if (component) {
        byOverlay.set(component.overlay, component);
      }
    }
    const complaint = problems.join('; ');
    if (complaint !== '' && complaint !== this.complained) {
      logger.warn(`Platform components: ${complaint}`);
    }
    this.complained = complaint;
    const hash = createHash('sha256')
      .update(JSON.stringify([...byOverlay.values()]))
      .digest('hex');
    const components =
      this.known?.components.hash === hash
        ? this.known.components
        : { byOverlay, definitions: definitionsOf(byOverlay), hash };
    this.known = { at, components };
    return components;
  }

  private async componentOf(
    entity: Entity,
    ref: string,
    problems: string[],
  ): Promise<PlatformComponent | undefined> {
    if (entity.spec?.platform === undefined) {
      return undefined;
    }
    if (!(await this.counts(entity))) {
      problems.push(
        `${ref} is left out: only platform tenants define components, unless its namespace is named in platformResources.components.namespaces`,
      );
      return undefined;
    }
    const read = readDefinition(entity.spec.platform);
    if (!('definition' in read)) {
      problems.push(
        `${ref} is left out: ${read.problems
          .map(({ pointer, message }) => `spec.platform${pointer} ${message}`)
          .join(', ')}`,
      );
      return undefined;
    }
    return {
      ...read.definition,
      ref,
      name: entity.metadata.name,
      title: entity.metadata.title ?? entity.metadata.name,
      description: entity.metadata.description ?? '',
      owner: ownerOf(entity) ?? '',
    };
  }

  private async counts(entity: Entity): Promise<boolean> {
    const { limits, namespaces } = this.options;
    const namespace = entity.metadata.namespace ?? 'default';
    if (namespaces.includes(namespace)) {
      return true;
    }
    const stamp = readStamp(entity);
    if (!stamp) {
      return namespaces.length === 0;
    }
    return (
      stamp.tenant !== null &&
      (await limits.of(stamp.tenant))?.platform === true
    );
  }
}

function definitionsOf(
  byOverlay: ReadonlyMap<string, PlatformComponent>,
): Map<string, ComponentDefinition> {
  return new Map(
    [...byOverlay].map(([overlay, { schema, instances }]) => [
      overlay,
      {
        ...(schema !== undefined && { schema: schema as JsonValue & object }),
        ...(instances !== undefined && { instances }),
      } as ComponentDefinition,
    ]),
  );
}
