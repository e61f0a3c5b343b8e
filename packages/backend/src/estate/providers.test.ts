import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { formatResourceRef } from '@commonhold/plugin-platform-resources-common';
import { GitopsProvider } from '@commonhold/plugin-platform-resources-backend-module-gitops';
import { PostgresqlProvider } from '@commonhold/plugin-platform-resources-backend-module-postgresql';
import { PrometheusProvider } from '@commonhold/plugin-platform-resources-backend-module-prometheus';
import {
  ProviderTarget,
  ResourceProvider,
  resourceIdOf,
} from '@commonhold/plugin-platform-resources-node';
import { ComponentDefinition, resolve } from '@commonhold/topology';
import { nodeSha256, readDirectory } from '@commonhold/topology/node';
import { z } from 'zod';
import { ESTATE, loaded } from './readEstate';

const DEPLOYMENTS = join(ESTATE, 'deployments');

const definitionSchema = z.object({
  overlay: z.string(),
  provider: z.string(),
  providerConfig: z.record(z.string(), z.json()).default({}),
  schema: z.object({ $ref: z.string() }),
  instances: z.string().optional(),
});

type Definition = z.infer<typeof definitionSchema> & { file: string };

const definitions = loaded.flatMap(({ entity, file }): Definition[] => {
  const parsed = definitionSchema.safeParse(entity.spec?.platform);
  return parsed.success ? [{ ...parsed.data, file }] : [];
});

const PROVIDERS: Record<string, ResourceProvider | undefined> = {
  gitops: new GitopsProvider({ repositories: new Map() }),
  postgresql: new PostgresqlProvider({ clusters: new Map() }),
  prometheus: new PrometheusProvider({ servers: new Map() }),
};

const components = new Map<string, ComponentDefinition>(
  definitions.map(({ overlay, schema, instances, file }) => [
    overlay,
    {
      schema: JSON.parse(
        readFileSync(join(ESTATE, dirname(file), schema.$ref), 'utf8'),
      ),
      instances,
    },
  ]),
);

const applications = readdirSync(DEPLOYMENTS, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .flatMap(tenant =>
    readdirSync(join(DEPLOYMENTS, tenant.name)).map(name => ({
      tenant: tenant.name,
      name,
    })),
  );

describe('what the demo estate declares', () => {
  it('is of twelve components', () => {
    expect(definitions).toHaveLength(12);
  });

  it.each(applications.map(each => [`${each.tenant}/${each.name}`, each]))(
    'the providers take all of %s',
    (_, { tenant, name }) => {
      const { leaves, findings } = resolve(
        readDirectory(join(DEPLOYMENTS, tenant, name)),
        { components, sha256: nodeSha256 },
      );
      expect(findings).toEqual([]);
      const problems: unknown[] = [];
      let resources = 0;
      for (const [leaf, resolved] of leaves) {
        for (const definition of definitions) {
          const { overlay, providerConfig } = definition;
          const provider = PROVIDERS[definition.provider];
          for (const instance of resolved.components.get(overlay)?.instances ??
            []) {
            const address = {
              application: `system:${tenant}/${name}`,
              overlay,
              instance: instance.name,
              leaf,
            };
            const ref = formatResourceRef(address);
            const target: ProviderTarget = {
              ...address,
              id: resourceIdOf(ref),
              ref,
              tenant,
              component: `component:platform/${overlay}`,
              providerConfig,
            };
            // As it is stored before a provider gets it.
            const spec: JsonObject = JSON.parse(
              JSON.stringify(Object.assign({}, instance.shared, instance.item)),
            );
            resources += 1;
            for (const found of provider?.validate?.(spec, target) ?? []) {
              problems.push([ref, found]);
            }
          }
        }
      }
      expect(problems).toEqual([]);
      expect(resources).toBeGreaterThan(0);
    },
  );
});
