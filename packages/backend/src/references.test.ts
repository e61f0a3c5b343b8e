import { TestDatabases } from '@backstage/backend-test-utils';
import { TestPortal } from './__testUtils__/TestPortal';
import { startEstate } from './__testUtils__/startEstate';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'what visible things say of hidden ones on %s',
  database => {
    let portal: TestPortal;

    beforeAll(async () => {
      portal = await startEstate(database);
    });

    afterAll(async () => {
      await portal?.stop();
    });

    const rates = 'component/payments/exchange-rates';

    it('is not in an entity, by whatever way it is read', async () => {
      const { body: own } = await portal.get(
        'petra',
        `/api/catalog/entities/by-name/${rates}`,
      );
      expect(own.spec).toMatchObject({
        owner: 'group:payments/checkout',
        dependsOn: ['component:payments/checkout', 'component:payments/ledger'],
      });
      expect(own.relations).toContainEqual({
        type: 'dependsOn',
        targetRef: 'component:payments/checkout',
      });

      const uid = own.metadata.uid;
      const query = 'filter=metadata.name=exchange-rates';
      const answers = [
        await portal.get('tara', `/api/catalog/entities/by-name/${rates}`),
        await portal.get('tara', `/API/Catalog/Entities/by-name/${rates}/`),
        await portal.get('tara', `/api/catalog/entities/by-uid/${uid}`),
        await portal.get('tara', `/api/catalog/entities?${query}`),
        await portal.get('tara', `/api/catalog//entities/by-query?${query}`),
        await portal.get('tara', `/api/catalog/entities?${query}&limit=1`),
        await portal.get('tara', `/api/catalog/entities/by-query?${query}`),
        await portal.get(
          'tara',
          `/api/catalog/entities?${query}&fields=relations.targetRef,spec.owner,kind`,
        ),
        await portal.get(
          'tara',
          `/api/catalog/entities?${query}&fields=kind,spec.dependsOn.length,spec.owner.length,spec.peer.0`,
        ),
        await portal.as('tara', 'POST', '/api/catalog/entities/by-query', {
          query: { 'metadata.name': 'exchange-rates' },
        }),
        await portal.as('tara', 'POST', '/api/catalog/entities/by-refs', {
          entityRefs: ['component:payments/exchange-rates'],
        }),
        await portal.get(
          'tara',
          `/api/catalog/entities/by-name/${rates}/ancestry`,
        ),
      ];
      expect(answers.map(({ status }) => status)).toEqual(
        answers.map(() => 200),
      );
      for (const { text } of answers) {
        expect(text).toMatch(/component:payments\/ledger|"kind"/);
        expect(text).not.toContain('checkout');
      }
      expect(answers[0].body.spec.dependsOn).toEqual([
        'component:payments/ledger',
      ]);
    });

    it('cannot be asked for by filters, sorting or cursors', async () => {
      const hidden = 'group:payments/checkout';
      const absent = 'group:payments/chickpea';
      const ask = async (owner: string) => [
        ...(await Promise.all(
          [
            `filter=relations.ownedby=${owner}`,
            `filter=spec.owner=${owner}`,
            `filter=kind=component,relations.ownedby=${owner}`,
            `filter=relations.dependson=${owner.replace('group', 'component')}`,
            `filter=metadata.tenancy.audience=${owner}`,
            `fullTextFilterTerm=${owner}&fullTextFilterFields=spec.owner`,
            `filter=spec.dependson.${owner.replace('group', 'component')}`,
            `fullTextFilterTerm=checkou&fullTextFilterFields=spec.peer&filter=metadata.tenancy.audience.${owner}`,
          ].map(query =>
            portal.get('tara', `/api/catalog/entities/by-query?${query}`),
          ),
        )),
        ...(await Promise.all(
          [
            { 'spec.owner': owner },
            { 'relations.ownedBy': { $in: [owner] } },
            { 'SPEC.owner': { $hasPrefix: owner.slice(0, -3) } },
            { relations: { $contains: { type: 'ownedBy', targetRef: owner } } },
            {
              relations: {
                $contains: { type: 'ownedBy', targetRef: { $in: [owner] } },
              },
            },
            { $all: [{ $any: [{ 'spec.owner': owner }] }] },
          ].map(query =>
            portal.as('tara', 'POST', '/api/catalog/entities/by-query', {
              query,
            }),
          ),
        )),
      ];
      const answers = await ask(hidden);
      for (const { status, body } of answers) {
        expect([status, body.totalItems, body.items]).toEqual([200, 0, []]);
      }
      expect(
        (await ask(absent)).map(({ status, body }) => [
          status,
          body.totalItems,
        ]),
      ).toEqual(answers.map(({ status, body }) => [status, body.totalItems]));

      const negated = async (owner: string) =>
        (
          await portal.as('tara', 'POST', '/api/catalog/entities/by-query', {
            query: {
              $all: [{ kind: 'Component' }, { $not: { 'spec.owner': owner } }],
            },
          })
        ).body.totalItems;
      await expect(negated(hidden)).resolves.toBe(await negated(absent));

      const bracketed = await portal.get(
        'tara',
        `/api/catalog/entities/by-query?filter[0]=spec.owner%3D${hidden}`,
      );
      expect(bracketed.status).toBe(400);

      // Somebody else in each namespace: visible here, hidden there.
      for (const owner of ['trading', 'group:trading', 'checkout']) {
        const short = await portal.get(
          'tara',
          `/api/catalog/entities/by-query?filter=spec.owner%3D${owner}`,
        );
        expect(short.status).toBe(400);
        expect(short.text).toContain('the whole ref');
      }

      const cursor = Buffer.from(
        JSON.stringify({
          orderFields: [],
          orderFieldValues: [],
          isPrevious: false,
          filter: { key: 'spec.owner', values: [hidden] },
          query: { 'spec.owner': hidden },
        }),
      ).toString('base64');
      const forged = await portal.get(
        'tara',
        `/api/catalog/entities/by-query?cursor=${encodeURIComponent(cursor)}`,
      );
      expect(forged.text).not.toContain('exchange-rates');
      const ordering = Buffer.from(
        JSON.stringify({
          orderFields: [{ field: 'spec.owner', order: 'asc' }],
          orderFieldValues: ['a', 'b'],
          isPrevious: false,
        }),
      ).toString('base64');
      const ordered = await portal.get(
        'tara',
        `/api/catalog/entities/by-query?cursor=${encodeURIComponent(ordering)}`,
      );
      expect(ordered.status).toBe(400);
    });

    it('is not in facets, but what is visible is', async () => {
      const { body } = await portal.get(
        'tara',
        '/api/catalog/entity-facets?facet=spec.owner&facet=relations.dependsOn&facet=metadata.tenancy.audience&facet=spec.dependson.component:payments/checkout&facet=metadata.tenancy.audience.tenant:cards',
      );
      expect(body.facets['spec.dependson.component:payments/checkout']).toEqual(
        [],
      );
      expect(body.facets['metadata.tenancy.audience.tenant:cards']).toEqual([]);
      expect(body.facets['spec.owner']).toEqual([
        { value: 'group:trading/trading', count: 1 },
      ]);
      expect(body.facets['relations.dependsOn']).toEqual([
        { value: 'component:payments/ledger', count: 1 },
      ]);
      expect(
        body.facets['metadata.tenancy.audience']
          .map((facet: any) => facet.value)
          .sort(),
      ).toEqual(['everyone', 'tenant:trading', 'user:default/tara']);
      const posted = await portal.as(
        'tara',
        'POST',
        '/api/catalog/entity-facets',
        {
          facets: ['spec.owner'],
          query: { 'spec.owner': 'group:payments/checkout' },
        },
      );
      expect(posted.body.facets['spec.owner']).toEqual([]);
    });

    it('does not tell whom else a thing is shared with', async () => {
      const { body } = await portal.get(
        'tara',
        '/api/catalog/entities/by-name/component/payments/ledger',
      );
      expect(body.metadata.tenancy).toEqual({
        tenant: 'payments',
        audience: ['tenant:payments', 'tenant:trading'],
      });
      expect(body.metadata.annotations['commonhold.io/shared-with']).toBe(
        'trading',
      );
      const part = await portal.get(
        'tara',
        '/api/catalog/entities?filter=metadata.name=ledger&fields=metadata.annotations',
      );
      expect(part.text).not.toContain('cards');
    });

    it('pages through lists as before', async () => {
      const first = await portal.get(
        'tara',
        '/api/catalog/entities/by-query?filter=kind=component&limit=2&orderField=metadata.name,asc',
      );
      expect(first.body.items).toHaveLength(2);
      const next = await portal.get(
        'tara',
        `/api/catalog/entities/by-query?limit=2&cursor=${encodeURIComponent(
          first.body.pageInfo.nextCursor,
        )}`,
      );
      expect(
        [...first.body.items, ...next.body.items].map(
          (entity: any) => entity.metadata.name,
        ),
      ).toEqual(['exchange-rates', 'ledger', 'orderbook']);
    });
  },
);
