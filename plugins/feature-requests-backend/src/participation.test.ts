import { TestDatabases } from '@backstage/backend-test-utils';
import { TestBoard } from './__testUtils__/TestBoard';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('taking part on %s', databaseId => {
  let board: TestBoard;
  let id: string;

  beforeAll(async () => {
    board = await TestBoard.start(databases, databaseId);
  });
  beforeEach(async () => {
    id = await board.file('paula', 'Retention per topic');
  });
  afterAll(async () => {
    await board.stop();
  });

  const comment = (name: string, body: object) =>
    board.as(name, 'post', `/requests/${id}/comments`, body);
  const comments = (name: string, query = '') =>
    board.as(name, 'get', `/requests/${id}/comments${query}`);
  const shown = async () =>
    (await board.as('paula', 'get', `/requests/${id}`)).body;

  it('lets people comment, change and delete what they said', async () => {
    const created = await comment('tom', { text: ' Seven days, please. ' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      text: 'Seven days, please.',
      author: 'user:default/tom',
      official: false,
      mayEdit: true,
    });
    expect(await shown()).toMatchObject({ comments: 1 });
    const path = `/comments/${created.body.id}`;
    expect(
      (await board.as('paula', 'patch', path, { text: 'No' })).status,
    ).toBe(403);
    const edited = await board.as('tom', 'patch', path, { text: 'Ten days.' });
    expect(edited.body).toMatchObject({
      text: 'Ten days.',
      editedAt: expect.any(String),
    });
    expect((await board.as('paula', 'delete', path)).status).toBe(403);
    expect((await board.as('tom', 'delete', path)).status).toBe(204);
    expect((await board.as('tom', 'delete', path)).status).toBe(404);
    expect(await shown()).toMatchObject({ comments: 0 });
  });

  it('names nobody of another tenant', async () => {
    await comment('tom', { text: 'Seven days' });
    const seen = await comments('paula');
    expect(seen.body.items).toMatchObject([
      { text: 'Seven days', author: null, mayEdit: false, mayDelete: false },
    ]);
  });

  it('marks what those say who decide', async () => {
    expect(
      (await comment('mia', { text: 'We look into it' })).body,
    ).toMatchObject({ official: true });
  });

  it('shows the oldest first, page by page', async () => {
    for (const text of ['one', 'two', 'three']) {
      await comment('paula', { text });
    }
    const first = await comments('paula', '?limit=2');
    expect(first.body.items.map((each: { text: string }) => each.text)).toEqual(
      ['one', 'two'],
    );
    const rest = await comments(
      'paula',
      `?limit=2&cursor=${first.body.nextCursor}`,
    );
    expect(rest.body.items).toMatchObject([{ text: 'three' }]);
    expect(rest.body.nextCursor).toBeUndefined();
  });

  it('keeps internal notes to those who manage the request', async () => {
    expect((await comment('tom', { text: 'x', internal: true })).status).toBe(
      403,
    );
    const note = await comment('mia', { text: 'Costly', internal: true });
    expect(note.body).toMatchObject({ internal: true });
    expect((await comments('paula')).body.items).toEqual([]);
    expect((await comments('paula', '?internal=true')).status).toBe(403);
    expect((await comments('mia', '?internal=true')).body.items).toHaveLength(
      1,
    );
    const path = `/comments/${note.body.id}`;
    const hidden = await board.as('paula', 'patch', path, { text: 'y' });
    const absent = await board.as(
      'paula',
      'patch',
      '/comments/00000000-0000-4000-8000-000000000000',
      { text: 'y' },
    );
    expect([hidden.status, absent.status]).toEqual([404, 404]);
    expect(await shown()).toMatchObject({ comments: 0 });
  });

  it('does not exist for those who do not see the request', async () => {
    const secret = await board.file('paula', 'Ours', { visibility: 'tenant' });
    const mine = await board.as(
      'paula',
      'post',
      `/requests/${secret}/comments`,
      { text: 'Between us' },
    );
    for (const [method, path, body] of [
      ['get', `/requests/${secret}/comments`, undefined],
      ['post', `/requests/${secret}/comments`, { text: 'x' }],
      ['patch', `/comments/${mine.body.id}`, { text: 'x' }],
      ['delete', `/comments/${mine.body.id}`, undefined],
      ['put', `/comments/${mine.body.id}/moderation`, { hidden: true }],
      ['put', `/requests/${secret}/watch`, undefined],
      ['get', `/requests/${secret}/volunteers`, undefined],
      ['put', `/requests/${secret}/volunteers/me`, {}],
      ['put', `/requests/${secret}/moderation`, { hidden: true }],
      ['get', `/requests/${secret}/priority`, undefined],
    ] as const) {
      expect([
        path,
        (await board.as('tom', method, path, body)).status,
      ]).toEqual([path, 404]);
    }
  });

  it('hides comments, and ends discussions', async () => {
    const rude = await comment('tom', { text: 'Rude words' });
    const path = `/comments/${rude.body.id}/moderation`;
    expect(
      (await board.as('paula', 'put', path, { hidden: true })).status,
    ).toBe(403);
    await board.as('mia', 'put', path, { hidden: true, reason: 'Be kind' });
    expect((await comments('paula')).body.items).toMatchObject([
      { text: '', hidden: true, author: null },
    ]);
    expect((await comments('mia')).body.items).toMatchObject([
      { text: 'Rude words', hidden: true },
    ]);
    expect(await shown()).toMatchObject({ comments: 0 });
    await board.as('mia', 'put', path, { hidden: false });
    expect(await shown()).toMatchObject({ comments: 1 });
    const locked = await board.as('mia', 'put', `/requests/${id}/moderation`, {
      locked: true,
      reason: 'All is said',
    });
    expect(locked.body).toMatchObject({ locked: true });
    expect((await comment('tom', { text: 'But' })).status).toBe(403);
    expect((await comment('mia', { text: 'Thanks' })).status).toBe(201);
  });

  it('takes requests off the board', async () => {
    const path = `/requests/${id}/moderation`;
    expect(
      (await board.as('paula', 'put', path, { hidden: true })).status,
    ).toBe(403);
    await board.as('mia', 'put', path, { hidden: true });
    expect((await board.as('paula', 'get', `/requests/${id}`)).status).toBe(
      404,
    );
    expect(
      (await board.as('mia', 'get', `/requests/${id}`)).body,
    ).toMatchObject({ hidden: true });
    await board.as('mia', 'put', path, { hidden: false });
    expect(await shown()).toMatchObject({ hidden: false });
  });

  it('watches for who comments, until they do not want to', async () => {
    await comment('tom', { text: 'Seven days' });
    const watching = async () =>
      (await board.as('tom', 'get', `/requests/${id}`)).body.watching;
    expect(await watching()).toBe(true);
    const path = `/requests/${id}/watch`;
    expect((await board.as('tom', 'delete', path)).body).toEqual({
      watching: false,
    });
    expect(await watching()).toBe(false);
    await board.as('tom', 'put', path);
    await board.as('tom', 'put', path);
    expect(await watching()).toBe(true);
  });

  it('takes volunteers where help is wanted', async () => {
    const me = `/requests/${id}/volunteers/me`;
    expect((await board.as('tom', 'put', me, {})).status).toBe(409);
    const help = { wanted: true, guide: 'https://git.example.com/kafka' };
    const path = `/requests/${id}/help`;
    expect((await board.as('paula', 'put', path, help)).status).toBe(403);
    await board.as('mia', 'put', path, help);
    const offered = await board.as('tom', 'put', me, { note: 'In March' });
    expect(offered.body.help).toEqual({
      guide: 'https://git.example.com/kafka',
      volunteers: 1,
      volunteering: true,
    });
    const list = await board.as('paula', 'get', `/requests/${id}/volunteers`);
    expect(list.body.items).toMatchObject([{ volunteer: null, note: null }]);
    const seen = await board.as('olga', 'get', `/requests/${id}/volunteers`);
    expect(seen.body.items).toMatchObject([
      { volunteer: 'user:default/tom', note: 'In March' },
    ]);
    const withdrawn = await board.as('tom', 'delete', me);
    expect(withdrawn.body.help).toMatchObject({ volunteers: 0 });
  });

  it('keeps priority beside demand', async () => {
    const path = `/requests/${id}/priority`;
    expect((await board.as('paula', 'get', path)).status).toBe(403);
    expect((await board.as('mia', 'get', path)).body).toEqual({
      priority: null,
      suggestedBusinessValue: expect.any(Number),
    });
    const set = await board.as('mia', 'put', path, {
      businessValue: 8,
      timeCriticality: 5,
      riskReduction: 2,
      jobSize: 3,
    });
    expect(set.body.priority).toMatchObject({ wsjf: 5, jobSize: 3 });
    const { score } = (await shown()).demand;
    expect((await shown()).demand.score).toBe(score);
    const history = await board.as('mia', 'get', `/requests/${id}/history`);
    expect(history.body.items[0]).toMatchObject({ action: 'prioritised' });
    expect((await board.as('mia', 'delete', path)).body.priority).toBeNull();
  });

  it('writes nothing for who only reads', async () => {
    expect((await comment('adam', { text: 'x' })).status).toBe(403);
    expect(
      (await board.as('adam', 'put', `/requests/${id}/watch`)).status,
    ).toBe(403);
  });
});
