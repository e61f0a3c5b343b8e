import { Entity } from '@backstage/catalog-model';

/** A catalog entity as ingested with tenancy. */
export function stampedEntity(
  name: string,
  options: {
    tenant: string | null;
    audience: string[];
    kind?: string;
    type?: string;
    title?: string;
    annotations?: Record<string, string>;
  },
): Entity {
  const { tenant, audience, kind = 'Component', type = 'service' } = options;
  const namespace = tenant ?? 'default';
  const owner = `group:${namespace}/checkout`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace,
      title: options.title,
      annotations: options.annotations,
      tenancy: { tenant, audience },
    },
    spec: { type, lifecycle: 'production', owner },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}
