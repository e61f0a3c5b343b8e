import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { IndexableDocument } from '@backstage/plugin-search-common';
import { Audience } from '@commonhold/plugin-tenancy-common';

export const CORPUS_SIZE = 20_000;

/** Each has one document of a hundred. */
export const TENANTS = [
  'payments',
  'payments-eu',
  ...Array.from({ length: 98 }, (_, index) => `tenant-${index}`),
];

export type CorpusDocument = IndexableDocument & {
  authorization: { resourceRef: string };
  kind: string;
};

/**
 * Documents of a hundred tenants, in turn. All mention "settlement", and each
 * the canary of its tenant, such as `canarypaymentseu`.
 */
export function corpus(size = CORPUS_SIZE): CorpusDocument[] {
  return Array.from({ length: size }, (_, index) => {
    const tenant = TENANTS[index % TENANTS.length];
    const name = `service-${index}`;
    return {
      title: name,
      text: `The settlement of ${canaryOf(tenant)}`,
      location: `/catalog/${tenant}/component/${name}`,
      kind: 'Component',
      authorization: { resourceRef: `component:${tenant}/${name}` },
    };
  });
}

export function canaryOf(tenant: string): string {
  return `canary${tenant.replaceAll('-', '')}`;
}

/** The entity as tenancy would have stamped it. */
export function entityOf(
  entityRef: string,
  audience?: readonly Audience[],
): Entity {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace,
      tenancy: {
        tenant: namespace,
        audience: [...(audience ?? [`tenant:${namespace}`])],
      },
    },
  };
}
