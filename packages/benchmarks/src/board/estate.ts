/** The people who ask: members of ten tenants, who vote all at once. */
export const PEOPLE = 50;
export const TENANTS_OF_PEOPLE = 10;

/** Tenants that have voted, those of the people among them. */
export const TENANTS = 600;

export const personas = Array.from(
  { length: PEOPLE },
  (_, index) => `person-${index}`,
);

export const tenantOf = (person: number) => `t${person % TENANTS_OF_PEOPLE}`;

/** Users, groups and an application of each tenant. */
export function organisation(): object[] {
  const tenants = Array.from(
    { length: TENANTS_OF_PEOPLE },
    (_, index) => `t${index}`,
  );
  return [
    group('platform', 'operators'),
    ...tenants.flatMap(tenant => [
      group(tenant, tenant),
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'System',
        metadata: { namespace: tenant, name: 'app' },
        spec: { owner: `group:${tenant}/${tenant}` },
      },
    ]),
    ...personas.map((name, index) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name },
      spec: { memberOf: [`group:${tenantOf(index)}/${tenantOf(index)}`] },
    })),
  ];
}

export function tenantDocuments(): object[] {
  return Array.from({ length: TENANTS_OF_PEOPLE }, (_, index) => ({
    apiVersion: 'commonhold.io/v1alpha1',
    kind: 'Tenant',
    metadata: { name: `t${index}` },
    spec: {
      groups: [`group:t${index}/t${index}`],
      namespaces: [`t${index}`],
    },
  }));
}

function group(namespace: string, name: string): object {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { namespace, name },
    spec: { type: 'team', children: [] },
  };
}
