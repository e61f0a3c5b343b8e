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
metadata: { name: trading, namespace: trading }
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
metadata: { name: tom }
spec: { memberOf: [group:trading/trading] }
`;

const tenants = () => `
apiVersion: commonhold.io/v1alpha1
kind: Tenant
metadata: { name: payments }
spec: { groups: [group:payments/payments], namespaces: [payments] }
---
apiVersion: commonhold.io/v1alpha1
kind: Tenant
metadata: { name: trading }
spec: { groups: [group:trading/trading], namespaces: [trading] }
`;

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'feature requests of the portal on %s',
  database => {
    let portal: TestPortal;
    let shared: string;
    let secret: string;

    const file = async (title: string, visibility: string) => {
      const answer = await portal.as(
        'petra',
        'POST',
        '/api/feature-requests/requests',
        { title, visibility },
      );
      expect([title, answer.status]).toEqual([title, 201]);
      return answer.body.id as string;
    };

    const found = async (persona: string): Promise<string[]> => {
      const { body } = await portal.get(
        persona,
        '/api/search/query?term=settlement&types[0]=feature-request',
      );
      return body.results.map(
        ({ document }: { document: { location: string } }) => document.location,
      );
    };

    beforeAll(async () => {
      portal = await TestPortal.start({
        database,
        organisation,
        tenants,
        personas: ['olga', 'petra', 'tom'],
      });
      await portal.tenantsLoaded();
      await eventually(async () => {
        for (const persona of ['petra', 'tom']) {
          const me = await portal.get(persona, '/api/feature-requests/me');
          if (me.status !== 200 || me.body.tenants.length !== 1) {
            throw new Error(`${persona} is in no tenant yet: ${me.text}`);
          }
        }
      });
      shared = await file('Faster settlement files', 'shared');
      secret = await file('Settlement of the merger', 'tenant');
    });

    afterAll(async () => {
      await portal?.stop();
    });

    it("are the tenant's own, where they are not shared", async () => {
      const titles = async (persona: string) => {
        const { body } = await portal.get(
          persona,
          '/api/feature-requests/requests?sort=newest',
        );
        return body.items.map(({ title }: { title: string }) => title);
      };
      await expect(titles('petra')).resolves.toHaveLength(2);
      await expect(titles('tom')).resolves.toEqual(['Faster settlement files']);
      await expect(titles('olga')).resolves.toHaveLength(2);
      const hidden = await portal.get(
        'tom',
        `/api/feature-requests/requests/${secret}`,
      );
      expect(hidden.status).toBe(404);
    });

    it('are voted for through policy and gate', async () => {
      const vote = await portal.as(
        'tom',
        'PUT',
        `/api/feature-requests/requests/${shared}/vote`,
        { importance: 'critical' },
      );
      expect(vote.body).toMatchObject({
        changed: true,
        demand: { people: 2, tenants: 2 },
        myVote: { tenant: 'trading' },
      });
      const hidden = await portal.as(
        'tom',
        'PUT',
        `/api/feature-requests/requests/${secret}/vote`,
      );
      expect(hidden.status).toBe(404);
      const status = await portal.as(
        'tom',
        'PUT',
        `/api/feature-requests/requests/${shared}/status`,
        { status: 'planned' },
      );
      expect(status.status).toBe(403);
      const operator = await portal.as(
        'olga',
        'PUT',
        `/api/feature-requests/requests/${shared}/status`,
        { status: 'planned' },
      );
      expect(operator.body.status).toBe('planned');
    });

    it('are found by the search of the portal by those who see them', async () => {
      await eventually(async () => {
        const locations = await found('petra');
        if (locations.length !== 2) {
          throw new Error(`${locations.length} requests are indexed`);
        }
      }, 60_000);
      await expect(found('tom')).resolves.toEqual([`/requests/${shared}`]);
      const documents = await portal.get(
        'tom',
        '/api/feature-requests/documents',
      );
      expect(documents.status).toBe(404);
    });
  },
);
