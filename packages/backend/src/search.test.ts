import { TestDatabases } from '@backstage/backend-test-utils';
import { TestPortal } from './__testUtils__/TestPortal';
import { eventually } from './__testUtils__/eventually';

const organisation = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: operators, namespace: platform }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments, namespace: payments }
spec: { type: department, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments, namespace: payments-eu }
spec: { type: department, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: olga }
spec: { memberOf: [group:platform/operators] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: petra }
spec: { memberOf: [group:payments/payments] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: elena }
spec: { memberOf: [group:payments-eu/payments] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: nora }
spec: { memberOf: [] }
`;

const tenants = (repositories: string) => `
apiVersion: commonhold.io/v1alpha1
kind: Tenant
metadata: { name: payments, title: Payments }
spec:
  groups: [group:payments/payments]
  namespaces: [payments]
  locations: ['${repositories}/payments/']
---
apiVersion: commonhold.io/v1alpha1
kind: Tenant
metadata: { name: payments-eu, title: Payments in Europe }
spec:
  groups: [group:payments-eu/payments]
  namespaces: [payments-eu]
  locations: ['${repositories}/payments-eu/']
`;

/** Of each tenant, one of them shared with everyone. */
const COMPONENTS = 60;

const components = (tenant: string) =>
  Array.from(
    { length: COMPONENTS },
    (_, index) => `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: service-${index}
  namespace: ${tenant}
  description: Settles for ${tenant.replaceAll('-', '')}
  annotations:
    commonhold.io/visibility: ${index === 0 ? 'shared' : 'tenant'}
spec: { type: service, lifecycle: production, owner: group:${tenant}/payments }
`,
  ).join('---');

type Found = {
  results: { document: { location: string; owner: string } }[];
  numberOfResults?: number;
  nextPageCursor?: string;
};

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('search on %s', database => {
  let portal: TestPortal;

  const search = async (persona: string, query: string): Promise<Found> => {
    const { status, body } = await portal.get(
      persona,
      `/api/search/query?${query}`,
    );
    expect([query, status]).toEqual([query, 200]);
    return body;
  };

  const searchToTheEnd = async (persona: string, query: string) => {
    const pages = [await search(persona, query)];
    for (;;) {
      const { nextPageCursor } = pages[pages.length - 1];
      if (!nextPageCursor) {
        return pages;
      }
      pages.push(
        await search(
          persona,
          `${query}&pageCursor=${encodeURIComponent(nextPageCursor)}`,
        ),
      );
    }
  };

  beforeAll(async () => {
    portal = await TestPortal.start({
      database,
      organisation,
      tenants,
      personas: ['olga', 'petra', 'elena', 'nora'],
    });
    await portal.tenantsLoaded();
    for (const tenant of ['payments', 'payments-eu']) {
      const file = `/${tenant}/catalog.yaml`;
      portal.repositories.put(file, components(tenant));
      await portal.register('olga', file);
    }
    await eventually(async () => {
      const found = await search('olga', 'filters[kind]=Component');
      if (found.numberOfResults !== 2 * COMPONENTS) {
        throw new Error(`${found.numberOfResults} components are indexed`);
      }
    }, 60_000);
  });

  afterAll(async () => {
    await portal?.stop();
  });

  it.each([
    ['petra', 'payments'],
    ['elena', 'payments-eu'],
  ])(
    'gives %s full pages and the true count of what %s may see',
    async (persona, tenant) => {
      const pages = await searchToTheEnd(persona, 'filters[kind]=Component');
      expect(pages.map(page => page.results.length)).toEqual([25, 25, 11]);
      expect(pages.map(page => page.numberOfResults)).toEqual([61, 61, 61]);
      const locations = pages
        .flatMap(page => page.results)
        .map(result => result.document.location);
      expect(new Set(locations).size).toBe(61);
      expect(
        locations.filter(
          location => !location.startsWith(`/catalog/${tenant}/component/`),
        ),
      ).toEqual([expect.stringMatching(/\/component\/service-0$/)]);
    },
  );

  it('counts what a term finds', async () => {
    const own = await search('petra', 'term=settles&types[]=software-catalog');
    expect(own.numberOfResults).toBe(61);
    const foreign = await search('petra', 'term=paymentseu');
    expect(foreign.results.map(result => result.document.location)).toEqual([
      '/catalog/payments-eu/component/service-0',
    ]);
    expect(foreign.numberOfResults).toBe(1);
  });

  it('does not tell, nor find by, who owns what others share', async () => {
    const own = await search(
      'petra',
      'filters[namespace]=payments&filters[kind]=Component',
    );
    expect(own.results).toContainEqual(
      expect.objectContaining({
        document: expect.objectContaining({ owner: 'group:payments/payments' }),
      }),
    );
    const shared = await search('petra', 'filters[namespace]=payments-eu');
    expect(shared.results).toHaveLength(1);
    expect(JSON.stringify(shared)).not.toContain('group:');
    const byOwner = await search(
      'petra',
      'filters[owner]=group:payments-eu/payments&filters[namespace]=payments-eu',
    );
    expect(byOwner.results).toEqual([]);
  });

  it('neither tells audiences nor answers filters on them', async () => {
    const shown = await search('petra', 'filters[kind]=Component');
    expect(JSON.stringify(shown)).not.toMatch(/audience|tenant:/i);
    for (const filter of [
      'filters[tenancyAudience]=tenant:payments-eu',
      'filters[tenancyAudience][]=tenant:payments&filters[tenancyAudience][]=tenant:payments-eu',
      'filters[tenancyAudience][tenant:payments-eu]=true',
      'filters[tenancyAudience]=everyone',
    ]) {
      const found = await search('petra', `filters[kind]=Component&${filter}`);
      expect(found).toMatchObject({ results: [], numberOfResults: 0 });
    }
    const { numberOfResults } = await search(
      'petra',
      `term=${encodeURIComponent(
        'tenant:payments-eu',
      )}&filters[namespace]=payments-eu`,
    );
    expect(numberOfResults).toBeLessThanOrEqual(1);
  });

  it('shows people without a tenant nothing, what is for everyone included', async () => {
    const found = await search('nora', 'filters[kind]=Component');
    expect(found.numberOfResults).toBe(0);
    expect(found.results).toEqual([]);
  });
});
