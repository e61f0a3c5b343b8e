import { TestDatabases } from '@backstage/backend-test-utils';
import { TestBoard } from './__testUtils__/TestBoard';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('search on %s', databaseId => {
  let board: TestBoard;

  beforeAll(async () => {
    board = await TestBoard.start(databases, databaseId);
    for (const [title, description] of [
      ['Retention per Kafka topic', 'Keep messages of one topic longer.'],
      ['Kafka topics with a schema', 'Refuse messages that have none.'],
      ['Faster builds', 'The cache of Kafka clients is rebuilt every time.'],
      ['Crème brûlée in the cafeteria', ''],
      ['Alerts by Teams', 'Nobody reads e-mail.'],
    ]) {
      await board.file('paula', title, { description });
    }
    await board.file('tom', 'Kafka for the order book', {
      visibility: 'tenant',
    });
  });

  afterAll(async () => {
    await board.stop();
  });

  it.each([
    [
      'kafka',
      [
        'Faster builds',
        'Kafka topics with a schema',
        'Retention per Kafka topic',
      ],
    ],
    [
      'KAFKA topic',
      ['Kafka topics with a schema', 'Retention per Kafka topic'],
    ],
    ['messages', ['Kafka topics with a schema', 'Retention per Kafka topic']],
    ['creme brulee', ['Crème brûlée in the cafeteria']],
    ['retent', ['Retention per Kafka topic']],
    ['the', []],
    ['"); drop table requests; --', []],
    ["kafka' | 'x", []],
    ['!!!', []],
    ['order book', []],
  ])('finds "%s" by words, stems and beginnings', async (text, titles) => {
    const found = await board.titles(
      'paula',
      `?text=${encodeURIComponent(text)}`,
    );
    expect([...found].sort()).toEqual(titles);
  });

  it('counts what it finds', async () => {
    const found = await board.as('paula', 'get', '/facets?text=kafka');
    expect(found.body.total).toBe(3);
    const nothing = await board.as('paula', 'get', '/facets?text=the');
    expect(nothing.body).toMatchObject({ total: 0, status: [] });
  });

  it('puts what is in the title first', async () => {
    const found = await board.titles('paula', '?text=kafka');
    expect(found[2]).toBe('Faster builds');
  });

  it('goes with other sorts and pages', async () => {
    const found = await board.titles('paula', '?text=kafka&sort=newest');
    expect(found).toEqual([
      'Faster builds',
      'Kafka topics with a schema',
      'Retention per Kafka topic',
    ]);
    const first = await board.as(
      'paula',
      'get',
      '/requests?text=kafka&limit=2',
    );
    const second = await board.titles(
      'paula',
      `?text=kafka&limit=2&cursor=${first.body.nextCursor}`,
    );
    expect(second).toEqual(['Faster builds']);
  });

  it.each([
    'Retention per topic',
    'kafka topic retention for each environment',
    'Keep Kafka topics by retention time',
  ])('suggests the twin of "%s"', async title => {
    const answer = await board.as(
      'tina',
      'get',
      `/suggestions?title=${encodeURIComponent(title)}`,
    );
    expect(answer.body.items[0]).toMatchObject({
      title: 'Retention per Kafka topic',
      people: 1,
      voted: false,
    });
  });

  it('suggests nothing of others, and nothing for nothing', async () => {
    for (const title of ['Kafka for the order book', 'the', 'xylophone']) {
      const answer = await board.as(
        'paula',
        'get',
        `/suggestions?title=${encodeURIComponent(title)}`,
      );
      expect(JSON.stringify(answer.body)).not.toContain('order book');
    }
    const own = await board.as('tina', 'get', '/suggestions?title=Order book');
    expect(own.body.items).toMatchObject([
      { title: 'Kafka for the order book' },
    ]);
  });
});
