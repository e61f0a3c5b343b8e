import { TestDatabases } from '@backstage/backend-test-utils';
import { TestBoard } from './__testUtils__/TestBoard';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('requests on %s', databaseId => {
  let board: TestBoard;

  beforeEach(async () => {
    board = await TestBoard.start(databases, databaseId);
  });

  afterEach(async () => {
    await board.stop();
  });

  it('are filed with the vote of their author', async () => {
    const answer = await board.as('paula', 'post', '/requests', {
      title: '  Retention   per topic ',
      description: '# Why\nWe **keep** [too much](https://x.example).',
      about: 'component:platform/kafka',
      category: 'Reliability',
      tags: ['Kafka', 'kafka', 'data retention'],
      vote: { importance: 'critical', why: 'Costs\nus money' },
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      title: 'Retention per topic',
      excerpt: 'Why We keep too much.',
      about: {
        entityRef: 'component:platform/kafka',
        title: 'Kafka topics',
        kind: 'component',
      },
      tags: ['data-retention', 'kafka'],
      status: 'new',
      author: 'user:default/paula',
      tenant: 'payments',
      demand: {
        score: 1000,
        people: 1,
        applications: 1,
        tenants: 1,
        importance: { niceToHave: 0, important: 0, critical: 1 },
      },
      myVote: {
        importance: 'critical',
        why: 'Costs us money',
        tenant: 'payments',
        application: 'system:payments/checkout',
      },
      may: { vote: true, edit: true, delete: true, manage: false },
    });
    const read = await board.as('paula', 'get', `/requests/${answer.body.id}`);
    expect(read.body).toEqual(answer.body);
  });

  it('of a tenant do not exist for others: list, count, search, suggestion, facet, vote, direct link', async () => {
    const secret = await board.file('paula', 'Tokenise cards in the vault', {
      visibility: 'tenant',
      about: 'component:payments/secret-vault',
      tags: ['secret'],
    });
    await board.file('tom', 'Faster order book', { tags: ['speed'] });

    await expect(board.titles('peter')).resolves.toHaveLength(2);
    for (const query of [
      '',
      '?text=vault',
      '?text=tokenise&sort=newest',
      '?tag=secret',
      '?tenant=payments',
      '?about=component:payments/secret-vault',
      '?sort=recently-updated',
    ]) {
      const titles = await board.titles('tom', query);
      expect(titles).not.toContain('Tokenise cards in the vault');
    }
    const facets = await board.as('tom', 'get', '/facets');
    expect(facets.body).toMatchObject({
      total: 1,
      tag: [{ value: 'speed', count: 1 }],
      about: [],
      status: [{ value: 'new', count: 1 }],
      tenant: [{ value: 'trading', count: 1 }],
    });
    const suggestions = await board.as(
      'tom',
      'get',
      '/suggestions?title=Tokenise%20cards',
    );
    expect(suggestions.body.items).toEqual([]);
    for (const [method, path] of [
      ['get', ''],
      ['patch', ''],
      ['delete', ''],
      ['get', '/history'],
      ['put', '/vote'],
      ['delete', '/vote'],
      ['get', '/votes'],
      ['get', '/demand'],
    ] as const) {
      const body = method === 'patch' ? { version: 1, title: 'Mine' } : {};
      const hidden = await board.as(
        'tom',
        method,
        `/requests/${secret}${path}`,
        method === 'get' ? undefined : body,
      );
      const absent = await board.as(
        'tom',
        method,
        `/requests/00000000000${path}`,
        method === 'get' ? undefined : body,
      );
      expect([method, path, hidden.status]).toEqual([method, path, 404]);
      expect(hidden.text.replaceAll(secret, '00000000000')).toEqual(
        absent.text,
      );
    }
    const operators = await board.titles('olga');
    expect(operators).toContain('Tokenise cards in the vault');
  });

  it('that are shared tell nobody of other tenants who wants them', async () => {
    const id = await board.file('paula', 'Dark mode', {
      about: 'component:payments/secret-vault',
    });
    await board.as('tom', 'put', `/requests/${id}/vote`, { why: 'My eyes' });
    const seen = await board.as('tina', 'get', `/requests/${id}`);
    expect(seen.body).toMatchObject({
      author: null,
      tenant: null,
      about: null,
      demand: { people: 2, tenants: 2 },
    });
    const votes = await board.as('tina', 'get', `/requests/${id}/votes`);
    expect(votes.body).toMatchObject({
      items: [{ voter: 'user:default/tom', why: 'My eyes' }],
      others: 1,
    });
    const demand = await board.as('tina', 'get', `/requests/${id}/demand`);
    expect(demand.body).toMatchObject({
      byTenant: [{ tenant: 'trading', people: 1, score: 1000 }],
      otherTenants: { tenants: 1, people: 1, score: 1000 },
      byApplication: [{ application: 'system:trading/order-book', people: 1 }],
    });
    expect(JSON.stringify([seen.body, votes.body, demand.body])).not.toMatch(
      /payments|paula/,
    );
    await expect(board.titles('tina', '?tenant=payments')).resolves.toEqual([]);
    await expect(
      board.titles('tina', '?application=system:payments/checkout'),
    ).resolves.toEqual([]);
    const auditor = await board.as('adam', 'get', `/requests/${id}/votes`);
    expect(auditor.body.items).toHaveLength(2);
  });

  it('come in pages by every sort, whole and without repetition', async () => {
    for (let index = 0; index < 7; index++) {
      const id = await board.file('paula', `Wish ${index}`);
      for (let voter = 0; voter < index; voter++) {
        await board.as(`crowd${voter}`, 'put', `/requests/${id}/vote`, {});
      }
    }
    for (const sort of [
      'most-wanted',
      'most-applications',
      'most-people',
      'trending',
      'newest',
      'recently-updated',
    ]) {
      const found: string[] = [];
      let cursor = '';
      do {
        const page: any = await board.as(
          'tom',
          'get',
          `/requests?limit=3&sort=${sort}${cursor && `&cursor=${cursor}`}`,
        );
        found.push(...page.body.items.map((item: any) => item.title));
        cursor = page.body.nextCursor ?? '';
      } while (cursor);
      expect([sort, [...found].sort()]).toEqual([
        sort,
        Array.from({ length: 7 }, (_, index) => `Wish ${index}`),
      ]);
    }
    const byDemand = await board.titles('tom', '?limit=100');
    expect([byDemand[0], byDemand[6]]).toEqual(['Wish 6', 'Wish 0']);
    const byPeople = await board.titles('tom', '?sort=most-people');
    expect([byPeople[0], byPeople[6]]).toEqual(['Wish 6', 'Wish 0']);
  });

  it('are filtered by what one filed, voted for, needs and where it stands', async () => {
    const kafka = await board.file('paula', 'Compact topics', {
      about: 'component:platform/kafka',
      tags: ['kafka'],
      category: 'Reliability',
    });
    await board.file('tom', 'Colder coffee');
    await board.as('tom', 'put', `/requests/${kafka}/vote`, {
      importance: 'important',
    });
    await expect(board.titles('paula', '?mine=true')).resolves.toEqual([
      'Compact topics',
    ]);
    await expect(board.titles('tom', '?voted=true')).resolves.toHaveLength(2);
    await expect(
      board.titles('tina', '?tenant=trading&about=component:platform/kafka'),
    ).resolves.toEqual(['Compact topics']);
    await expect(
      board.titles('tina', '?application=system:trading/order-book&tag=kafka'),
    ).resolves.toEqual(['Compact topics']);
    await expect(
      board.titles('tina', '?importance=important'),
    ).resolves.toEqual(['Compact topics']);
    await expect(board.titles('tina', '?status=shipped')).resolves.toEqual([]);
    await expect(
      board.titles('tina', '?category=Reliability&status=new&status=planned'),
    ).resolves.toEqual(['Compact topics']);
    const facets = await board.as('tina', 'get', '/facets?tag=kafka');
    expect(facets.body).toMatchObject({
      total: 1,
      category: [{ value: 'Reliability', count: 1 }],
      tag: [{ value: 'kafka', count: 1 }],
      about: [
        { value: 'component:platform/kafka', title: 'Kafka topics', count: 1 },
      ],
      importance: [{ value: 'important', count: 1 }],
    });
  });

  it('are changed by their author and by nobody at the same time', async () => {
    const id = await board.file('paula', 'Retention');
    const first = await board.as('paula', 'patch', `/requests/${id}`, {
      version: 1,
      title: 'Retention per topic',
      tags: ['kafka'],
    });
    expect(first.body).toMatchObject({ version: 2, tags: ['kafka'] });
    const second = await board.as('paula', 'patch', `/requests/${id}`, {
      version: 1,
      title: 'Mine',
    });
    expect(second.status).toBe(409);
    const other = await board.as('peter', 'patch', `/requests/${id}`, {
      version: 2,
      title: 'Mine',
    });
    expect(other.status).toBe(403);
    const history = await board.as('paula', 'get', `/requests/${id}/history`);
    expect(history.body.items).toMatchObject([
      {
        action: 'edited',
        changes: [
          {
            field: 'title',
            before: 'Retention',
            after: 'Retention per topic',
          },
          { field: 'tags', before: null, after: 'kafka' },
        ],
      },
      { action: 'created', actor: 'user:default/paula' },
    ]);
  });

  it('are deleted by their author as long as nobody else wants them', async () => {
    const mine = await board.file('paula', 'Mistake');
    const wanted = await board.file('paula', 'Wanted');
    await board.as('tom', 'put', `/requests/${wanted}/vote`, {});
    const others = await board.as('peter', 'delete', `/requests/${mine}`);
    expect(others.status).toBe(403);
    const gone = await board.as('paula', 'delete', `/requests/${mine}`);
    expect(gone.status).toBe(204);
    const kept = await board.as('paula', 'delete', `/requests/${wanted}`);
    expect(kept.status).toBe(403);
    const manager = await board.as('mia', 'delete', `/requests/${wanted}`);
    expect(manager.status).toBe(204);
  });

  it('are not hidden again from those who voted', async () => {
    const id = await board.file('paula', 'Shared');
    const narrowed = { version: 1, visibility: 'tenant' };
    await board.as('tom', 'put', `/requests/${id}/vote`, {});
    const refused = await board.as(
      'paula',
      'patch',
      `/requests/${id}`,
      narrowed,
    );
    expect(refused.status).toBe(409);
    await board.as('tom', 'delete', `/requests/${id}/vote`);
    const done = await board.as('paula', 'patch', `/requests/${id}`, narrowed);
    expect(done.status).toBe(200);
    await expect(board.titles('tom')).resolves.toEqual([]);
  });

  it('are read by auditors, who change nothing', async () => {
    const id = await board.file('paula', 'Retention', {
      visibility: 'tenant',
    });
    const read = await board.as('adam', 'get', `/requests/${id}`);
    expect(read.body.may).toMatchObject({ vote: false, manage: false });
    for (const [method, path, body] of [
      ['put', `/requests/${id}/vote`, {}],
      ['post', '/requests', { title: 'Audit' }],
      ['delete', `/requests/${id}`, {}],
    ] as const) {
      const answer = await board.as('adam', method, path, body);
      expect([method, answer.status]).toEqual([method, 403]);
    }
  });

  it('refuse what cannot be, and say what to do', async () => {
    for (const [body, message] of [
      [{ title: 'ab' }, /fewer than 3|minLength|3/],
      [{ title: 'Wish', category: 'Wonders' }, /choose from/],
      [{ title: 'Wish', about: 'component:default/none' }, /no entity/],
      [{ title: 'Wish', tenant: 'payments' }, /tenant of its author/],
      [{ title: 'Wish', links: [{ url: 'file:///etc/passwd' }] }, /https/],
      [{ title: 'Wish', onBehalfOf: 'user:default/paula' }, /support/],
    ] as const) {
      const answer = await board.as('tom', 'post', '/requests', body);
      expect([400, 403]).toContain(answer.status);
      expect(answer.body.error.message).toMatch(message);
    }
    const list = await board.as('tom', 'get', '/requests?cursor=nonsense');
    expect(list.status).toBe(400);
    const sort = await board.as('tom', 'get', '/requests?sort=priority');
    expect(sort.status).toBe(403);
  });
});
