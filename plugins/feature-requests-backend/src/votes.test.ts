import { TestDatabases } from '@backstage/backend-test-utils';
import { TestBoard } from './__testUtils__/TestBoard';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('votes on %s', databaseId => {
  let board: TestBoard;
  let id: string;

  beforeEach(async () => {
    board = await TestBoard.start(databases, databaseId);
    id = await board.file('paula', 'Retention per topic');
  });

  afterEach(async () => {
    await board.stop();
  });

  const vote = (name: string, body: object = {}) =>
    board.as(name, 'put', `/requests/${id}/vote`, body);

  it('of ten times at once leave one vote and no error', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => vote('tom', { importance: 'critical' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(
      Array.from({ length: 10 }, () => 200),
    );
    expect(answers.filter(({ body }) => body.changed)).toHaveLength(1);
    const [row] = await board.knex('demand');
    expect(row).toMatchObject({ people: 2, tenants: 2, score: 2000 });
    const taken = await Promise.all(
      Array.from({ length: 10 }, () =>
        board.as('tom', 'delete', `/requests/${id}/vote`),
      ),
    );
    expect(taken.map(({ status }) => status)).toEqual(
      Array.from({ length: 10 }, () => 200),
    );
    expect(taken.filter(({ body }) => body.changed)).toHaveLength(1);
    const [after] = await board.knex('demand');
    expect(after).toMatchObject({ people: 1, tenants: 1, score: 1000 });
  });

  it('of many people at once are all counted', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => vote(`crowd${index}`)),
    );
    const seen = await board.as('paula', 'get', `/requests/${id}`);
    // 7 of payments with paula, 6 of trading.
    expect(seen.body.demand).toMatchObject({
      people: 13,
      tenants: 2,
      applications: 2,
      score:
        Math.round(500 * (1 + Math.sqrt(7))) +
        Math.round(500 * (1 + Math.sqrt(6))),
    });
  });

  it('keep importance and reason until they are changed', async () => {
    await vote('tom', { importance: 'important', why: 'Audit' });
    const again = await vote('tom');
    expect(again.body).toMatchObject({
      changed: false,
      myVote: { importance: 'important', why: 'Audit' },
    });
    const higher = await vote('tom', { importance: 'critical' });
    expect(higher.body).toMatchObject({
      changed: true,
      myVote: { importance: 'critical', why: 'Audit' },
      demand: {
        people: 2,
        importance: { niceToHave: 0, important: 0, critical: 1 },
      },
    });
    const none = await vote('tom', { importance: 'none', why: null });
    expect(none.body).toMatchObject({
      myVote: { importance: null, why: null },
      demand: { importance: { critical: 0 } },
    });
  });

  it('move to another application with their date', async () => {
    const before = await vote('tom', { why: 'Audit' });
    expect(before.body.myVote.application).toBe('system:trading/order-book');
    const moved = await vote('tom', { application: null });
    expect(moved.body).toMatchObject({
      changed: true,
      myVote: {
        application: null,
        why: 'Audit',
        castAt: before.body.myVote.castAt,
      },
      demand: { people: 2, applications: 1 },
    });
    const others = await vote('tom', {
      application: 'system:payments/checkout',
    });
    expect(others.status).toBe(400);
  });

  it('are cast on behalf of people by support, who take only those back', async () => {
    const onBehalf = (name: string, method: 'put' | 'delete', voter: string) =>
      board.as(
        name,
        method,
        `/requests/${id}/votes/default/${voter}`,
        method === 'put' ? { importance: 'critical' } : undefined,
      );
    const refused = await onBehalf('tom', 'put', 'lena');
    expect(refused.status).toBe(403);
    const cast = await onBehalf('sam', 'put', 'lena');
    expect(cast.body).toMatchObject({ changed: true, demand: { people: 2 } });
    const lena = await board.as('lena', 'get', `/requests/${id}`);
    expect(lena.body.myVote).toMatchObject({
      importance: 'critical',
      castBy: 'user:default/sam',
      tenant: 'lending',
    });
    const own = await onBehalf('sam', 'delete', 'paula');
    expect(own.status).toBe(409);
    const back = await onBehalf('sam', 'delete', 'lena');
    expect(back.body).toMatchObject({ changed: true, demand: { people: 1 } });
    const nobody = await onBehalf('sam', 'put', 'nobody');
    expect(nobody.status).toBe(400);
  });

  it('on behalf of people reach only what these see', async () => {
    const secret = await board.file('kai', 'Broker upgrade', {
      visibility: 'tenant',
    });
    const answer = await board.as(
      'sam',
      'put',
      `/requests/${secret}/votes/default/tom`,
      {},
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toMatch(/do not see/);
  });

  it('are too many at some time', async () => {
    await board.stop();
    board = await TestBoard.start(databases, databaseId, {
      limits: { votesPerMinute: 3 },
    });
    id = await board.file('paula', 'Retention per topic');
    for (let index = 0; index < 3; index++) {
      const { status } = await vote('tom');
      expect(status).toBe(200);
    }
    const answer = await vote('tom');
    expect(answer.status).toBe(429);
    expect(answer.body.error.message).toMatch(/Try again in \d+ seconds/);
    const other = await vote('tina');
    expect(other.status).toBe(200);
  });
});
