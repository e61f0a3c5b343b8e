import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ANNOTATION_DEPLOYMENT_REPOSITORY } from '@commonhold/plugin-platform-resources-common';
import { readStamp } from '@commonhold/plugin-tenancy-common';
import { WHOLE_PORTAL } from '@commonhold/plugin-tenancy-node';
import { RepositoryRules } from '../../git/RepositoryRules';
import { parseRepositoryUrl } from '../../git/RepositoryUrl';
import {
  ApplicationStore,
  KnownApplication,
} from '../../store/ApplicationStore';
import { TenantLimits } from '../TenantLimits';
import { ownerOf } from '../ownerOf';

/** Keeps the applications what the catalog says they are. */
export class ApplicationSync {
  constructor(
    private readonly options: {
      readonly catalog: CatalogService;
      readonly auth: AuthService;
      readonly limits: TenantLimits;
      readonly rules: RepositoryRules;
      readonly applications: ApplicationStore;
    },
  ) {}

  async run(): Promise<void> {
    const { catalog, auth, applications } = this.options;
    const known: KnownApplication[] = [];
    for await (const page of catalog.streamEntities(
      {
        filter: {
          kind: ['system', 'component'],
          [`metadata.annotations.${ANNOTATION_DEPLOYMENT_REPOSITORY}`]:
            CATALOG_FILTER_EXISTS,
        },
        fields: ['kind', 'metadata', 'spec.owner', 'relations'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    )) {
      for (const entity of page) {
        known.push(await this.read(entity));
      }
    }
    await applications.replaceAll(known, new Date().toISOString());
  }

  private async read(entity: Entity): Promise<KnownApplication> {
    const annotation =
      entity.metadata.annotations?.[ANNOTATION_DEPLOYMENT_REPOSITORY] ?? '';
    const stamp = readStamp(entity);
    const tenant = stamp ? stamp.tenant : WHOLE_PORTAL;
    const common = {
      ref: stringifyEntityRef(entity),
      title: entity.metadata.title ?? entity.metadata.name,
      owner: ownerOf(entity),
      tenant,
      audience: stamp ? stamp.audience : ['everyone'],
    };
    try {
      const { url, branch } = parseRepositoryUrl(annotation);
      const refusal = await this.refusalOf(url, tenant, stamp !== undefined);
      return { ...common, url, branch, refusal };
    } catch (error) {
      const refusal = error instanceof Error ? error.message : String(error);
      return {
        ...common,
        url: annotation.slice(0, 500),
        branch: 'main',
        refusal,
      };
    }
  }

  private async refusalOf(
    url: string,
    tenant: string | null,
    tenancy: boolean,
  ): Promise<string | undefined> {
    const { limits, rules } = this.options;
    const locations = tenancy
      ? (tenant && (await limits.of(tenant))?.locations) || []
      : undefined;
    try {
      rules.check(url, tenant, locations);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}
