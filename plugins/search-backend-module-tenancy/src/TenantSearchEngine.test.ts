import {
  TestDatabases,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { PgSearchEngine } from '@backstage/plugin-search-backend-module-pg';
import { LunrSearchEngine } from '@backstage/plugin-search-backend-node';
import { AudienceEngine } from './engines/AudienceEngine';
import { FilteringEngine } from './engines/FilteringEngine';
import { LunrAudienceEngine } from './engines/LunrAudienceEngine';
import { CORPUS_SIZE, canaryOf, corpus } from './__testUtils__/corpus';
import { CATALOG_TYPE, TestSearch } from './__testUtils__/TestSearch';

jest.setTimeout(120_000);

const logger = mockServices.logger.mock();
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** As the portal does: PostgreSQL where it is there, else lunr. */
async function engineOn(database: string): Promise<AudienceEngine> {
  if (database !== 'POSTGRES_18') {
    return new LunrAudienceEngine(logger);
  }
  const knex = await databases.init('POSTGRES_18');
  return new FilteringEngine(
    await PgSearchEngine.fromConfig(mockServices.rootConfig(), {
      database: mockServices.database({ knex }),
      logger,
    }),
  );
}

describe.each(databases.eachSupportedId())('search on %s', database => {
  const documents = corpus();
  const ownBy = (tenant: string) =>
    documents
      .map(document => document.location)
      .filter(location => location.startsWith(`/catalog/${tenant}/`));
  let search: TestSearch;
  let petra: string;

  beforeAll(async () => {
    search = new TestSearch(await engineOn(database), ['news']);
    petra = search.memberOf('payments');
    search.stamps.set('component:payments/service-200', [
      'tenant:payments',
      'tenant:lendingdesk',
    ]);
    await search.index(documents);
  });

  it.each(['', 'settlement', canaryOf('payments')])(
    'gives a tenant with 1 % of all documents full pages and the true count for "%s"',
    async term => {
      const pages = await search.findAll(petra, { term });
      expect(pages.map(page => page.results.length)).toEqual(
        Array.from({ length: 8 }, () => 25),
      );
      expect(new Set(pages.map(page => page.numberOfResults))).toEqual(
        new Set([CORPUS_SIZE / 100]),
      );
      const found = pages.flatMap(page => page.results);
      const locations = found.map(result => result.document.location).sort();
      const own = ownBy('payments');
      expect(locations.filter(location => !own.includes(location))).toEqual([]);
      // PostgreSQL's engine sorts by rank alone, for everybody: of documents
      // with equal rank one may come twice, on two pages, and another not.
      const ties = database === 'POSTGRES_18' && term !== '';
      expect(new Set(locations).size).toBeGreaterThanOrEqual(
        ties ? own.length - 10 : own.length,
      );
      expect(found.map(result => result.rank)).toEqual(
        found.map((_, index) => index + 1),
      );
    },
  );

  it('tells a tenant from one whose id begins alike', async () => {
    const eu = search.memberOf('payments-eu');
    for (const who of [petra, eu]) {
      const tenant = who === eu ? 'payments-eu' : 'payments';
      const { results, numberOfResults } = await search.find(who, {
        term: 'settlement',
        pageLimit: 100,
      });
      expect(numberOfResults).toBe(200);
      expect(results.map(result => result.document.location)).toEqual(
        results.map(() =>
          expect.stringMatching(new RegExp(`^/catalog/${tenant}/`)),
        ),
      );
    }
  });

  it('finds what is private to one of many groups, as soon as it is indexed', async () => {
    const lead = search.memberOf('payments-lead', [
      ...Array.from(
        { length: 50 },
        (_, index) => `group:payments/team-${index}`,
      ),
      'group:payments/secret',
      'group:payments/secrets',
    ]);
    const query = { types: ['notes'] };
    const secret = (tenancyAudience: string[]) => [
      {
        title: 'plan',
        text: 'A plan',
        location: '/notes/plan',
        tenancyAudience,
      },
    ];
    await search.index(secret(['group:payments/secret-too']), 'notes');
    await expect(search.find(lead, query)).resolves.toMatchObject({
      numberOfResults: 0,
    });
    await search.index(secret(['group:payments/secret']), 'notes');
    await expect(search.find(lead, query)).resolves.toMatchObject({
      numberOfResults: 1,
    });
    await expect(search.find(petra, query)).resolves.toMatchObject({
      numberOfResults: 0,
    });
  });

  it.each([
    ['a term', { term: canaryOf('payments-eu') }],
    ['the beginning of a term', { term: 'canarypaymentse' }],
    ['a title', { term: 'service-1' }],
    [
      'a filter',
      { filters: { location: '/catalog/payments-eu/component/service-1' } },
    ],
    ['a filter with a list', { filters: { kind: ['Component', 'API'] } }],
    ['an empty list', { filters: { kind: [] } }],
    ['another type', { types: [CATALOG_TYPE, 'notes'] }],
    ['no type', { types: undefined }],
    ['types that are not there', { types: [] }],
    [
      'a page beyond the end',
      { pageCursor: Buffer.from('9').toString('base64') },
    ],
    [
      'the ref',
      {
        filters: {
          authorization: { resourceRef: 'component:payments-eu/service-1' },
        },
      },
    ],
  ])('finds nothing of others by %s', async (_, query) => {
    const pages = await search.findAll(petra, { pageLimit: 100, ...query });
    for (const { results, numberOfResults } of pages) {
      expect(JSON.stringify(results)).not.toMatch(/payments-?eu|tenant-\d/);
      expect(numberOfResults).toBeLessThanOrEqual(200);
    }
  });

  it.each([
    ['tenantAudience', 'tenant:payments-eu'],
    ['tenancyAudience', 'tenant:payments-eu'],
    ['tenancyAudience', ['tenant:payments', 'tenant:payments-eu']],
    ['tenancyAudience', { 'tenant:payments-eu': true }],
    ['tenancyAudience', [{ 'tenant:payments': true }]],
    ['tenancyAudience', {}],
    ['tenancyAudience', []],
    ['tenancyAudience.keyword', 'tenant:payments'],
  ])('does not answer filters on the audience: %s=%j', async (key, value) => {
    await expect(
      search.find(petra, { filters: { [key]: value } }),
    ).resolves.toMatchObject({ results: [], numberOfResults: 0 });
  });

  it('neither shows the audience nor finds by it', async () => {
    const { results } = await search.find(petra, { term: 'service-200' });
    expect(JSON.stringify(results)).toContain('service-200');
    expect(JSON.stringify(results)).not.toMatch(/audience|lendingdesk/i);
    for (const term of [
      'lendingdesk',
      'tenant:lendingdesk',
      'tenancyAudience',
    ]) {
      await expect(search.find(petra, { term })).resolves.toMatchObject({
        results: [],
        numberOfResults: 0,
      });
    }
    const lender = search.memberOf('lendingdesk');
    await expect(search.find(lender, {})).resolves.toMatchObject({
      numberOfResults: 1,
    });
  });

  it('shows operators and the portal itself everything', async () => {
    const { numberOfResults, results } = await search.find(search.operator(), {
      term: canaryOf('payments-eu'),
    });
    expect(numberOfResults).toBe(200);
    expect(results).toHaveLength(25);
    expect(JSON.stringify(results)).not.toMatch(/audience/i);
    await expect(
      search.engine.query(
        { term: '', types: [CATALOG_TYPE] },
        { credentials: mockCredentials.service() },
      ),
    ).resolves.toMatchObject({ numberOfResults: CORPUS_SIZE });
  });

  it('shows nothing to those who cannot be placed', async () => {
    const query = { term: 'settlement', types: [CATALOG_TYPE] };
    for (const options of [
      undefined,
      { token: 'anything' },
      { credentials: mockCredentials.none() },
      { credentials: mockCredentials.user('user:default/unknown') },
    ]) {
      await expect(search.engine.query(query, options)).resolves.toEqual({
        results: [],
        numberOfResults: 0,
      });
    }
  });

  it('never shows what the catalog hides by now, though the index is older', async () => {
    const moved = 'component:payments/service-0';
    search.stamps.set(moved, ['tenant:payments-eu']);
    const pages = await search.findAll(petra, { pageLimit: 100 });
    expect(JSON.stringify(pages)).not.toContain('service-0"');
    expect(pages.flatMap(page => page.results)).toHaveLength(199);
    // Nor does it count it where it is missed.
    const short = pages.find(page => page.results.length < 100);
    expect(short?.numberOfResults).toBeUndefined();
    search.stamps.delete(moved);
  });

  it('obeys a policy that asks for more, with full pages as well', async () => {
    search.inner = {
      conditions: {
        resourceType: 'catalog-entity',
        rule: 'IS_ODD',
        params: {},
      },
      allows: ref => ref.endsWith('00') && Number(ref.slice(-3, -2)) % 2 === 1,
    };
    const pages = await search.findAll(petra, { term: 'settlement' });
    expect(pages.map(page => page.results.length)).toEqual([25, 25, 25, 25]);
    expect(pages.map(page => page.numberOfResults)).toEqual(
      pages.map(() => undefined),
    );
    expect(pages[1].previousPageCursor).toBe(
      Buffer.from('0').toString('base64'),
    );
    const found = pages.flatMap(page => page.results);
    expect(
      new Set(found.map(({ document }) => document.authorization?.resourceRef))
        .size,
    ).toBe(100);
    search.inner = undefined;
  });

  it('asks the policy about the page alone', async () => {
    search.asked = 0;
    await search.find(petra, {
      term: 'settlement',
      pageCursor: Buffer.from('7').toString('base64'),
    });
    expect(search.asked).toBe(25);
  });

  it('refuses cursors that it did not give out', async () => {
    for (const cursor of ['-1', 'x', '1.5', 'Infinity']) {
      await expect(
        search.find(petra, {
          pageCursor: Buffer.from(cursor).toString('base64'),
        }),
      ).rejects.toThrow('page cursor');
    }
  });

  describe('documents that are no entities', () => {
    const note = (name: string, tenancyAudience?: string[]) => ({
      title: name,
      text: 'A note',
      location: `/notes/${name}`,
      ...(tenancyAudience && { tenancyAudience }),
    });
    const titles = async (who: string, type: string) => {
      const { results, numberOfResults } = await search.find(who, {
        types: [type],
      });
      expect(numberOfResults).toBe(results.length);
      return results.map(result => result.document.title).sort();
    };

    it('are for operators, unless they say for whom or their type is public', async () => {
      const eu = search.memberOf('payments-eu');
      await search.index(
        [
          note('unknown'),
          note('declared', ['tenant:payments']),
          note('shared', ['everyone']),
          {
            ...note('missing'),
            authorization: { resourceRef: 'component:payments/missing' },
          },
          {
            ...note('entity', ['tenant:payments-eu']),
            authorization: { resourceRef: 'component:payments/service-0' },
          },
          { ...note('foreign'), authorization: { resourceRef: 'task-1' } },
        ],
        'notes',
      );
      await search.index(
        [note('release'), note('own', ['tenant:payments'])],
        'news',
      );
      await expect(titles(petra, 'notes')).resolves.toEqual([
        'declared',
        'entity',
        'shared',
      ]);
      await expect(titles(eu, 'notes')).resolves.toEqual(['shared']);
      await expect(titles(search.operator(), 'notes')).resolves.toHaveLength(6);
      await expect(titles(petra, 'news')).resolves.toEqual(['own', 'release']);
      await expect(titles(eu, 'news')).resolves.toEqual(['release']);
    });

    it('do not show each other through the same location', async () => {
      const at = (text: string, audience: string) => ({
        ...note('same', [audience]),
        text,
      });
      await search.index(
        [
          at('mine apricot', 'tenant:payments'),
          at('hers walnut', 'tenant:payments-eu'),
        ],
        'notes',
      );
      await search.index([at('news quince', 'tenant:payments-eu')], 'news');
      for (const term of ['walnut', 'quince']) {
        const found = await search.find(petra, {
          term,
          types: ['notes', 'news'],
        });
        expect(found).toMatchObject({ results: [], numberOfResults: 0 });
      }
      const own = await search.find(petra, {
        term: 'apricot',
        types: ['notes', 'news'],
      });
      expect(JSON.stringify(own)).not.toMatch(/walnut|quince/);
    });
  });

  it('finds nothing where nothing is indexed yet, without an error', async () => {
    const empty = new TestSearch(await engineOn(database));
    for (const who of [empty.memberOf('payments'), empty.operator()]) {
      await expect(empty.find(who, { term: 'a' })).resolves.toMatchObject({
        results: [],
        numberOfResults: 0,
      });
    }
  });

  it('keeps the index as it was when a run fails', async () => {
    function* breaking() {
      yield* corpus(1_000);
      throw new Error('The source broke');
    }
    await expect(search.index(breaking())).rejects.toThrow('broke');
    await expect(search.find(petra, {})).resolves.toMatchObject({
      numberOfResults: 200,
    });
  });
});

describe('the order of what lunr finds', () => {
  it('is as if nothing else were there', async () => {
    const about = (tenant: string, name: string, text: string) => ({
      title: name,
      text,
      location: `/catalog/${tenant}/component/${name}`,
      kind: 'Component',
      authorization: { resourceRef: `component:${tenant}/${name}` },
    });
    const own = [
      about('payments', 'a', 'The ledger service of the clearing house'),
      about('payments', 'b', 'The ledger and the gateway'),
      about('payments', 'c', 'The gateway service, a service for gateways'),
      about('payments', 'd', 'Gatekeeping, with many more words than others'),
      about('payments', 'e', 'A service'),
    ];
    // Enough to make "ledger" the most common word of all, and texts long.
    const foreign = Array.from({ length: 300 }, (_, index) =>
      about(
        'payments-eu',
        `f-${index}`,
        `${'ledger ledgers gatewayed '.repeat(40)} servicing ${index}`,
      ),
    );
    const orders = async (documents: typeof own) => {
      const alone = new TestSearch(new LunrAudienceEngine(logger));
      await alone.index(documents);
      const petras = alone.memberOf('payments');
      const found: (readonly string[])[] = [];
      for (const term of ['ledger service', 'gateway ledger', 'gate', '']) {
        const { results } = await alone.find(petras, { term });
        found.push(results.map(({ document }) => document.title));
      }
      return found;
    };
    const expected = await orders(own);
    expect(expected[0]).toContain('a');
    await expect(orders([...foreign, ...own])).resolves.toEqual(expected);
  });
});

describe('an engine that takes filters for hints', () => {
  it('is refused', async () => {
    const search = new TestSearch(
      new FilteringEngine(new LunrSearchEngine({ logger })),
    );
    await search.index(corpus(200));
    await expect(
      search.find(search.memberOf('payments'), { term: 'settlement' }),
    ).rejects.toThrow('LunrSearchEngine does not filter exactly');
  });
});
