import { TestDatabases } from '@backstage/backend-test-utils';
import { TestBoard } from './__testUtils__/TestBoard';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const COUNTED = [
  'votes',
  'tenant_votes',
  'application_votes',
  'demand',
  'merges',
  'merged_votes',
];

describe.each(databases.eachSupportedId())('merges on %s', databaseId => {
  let board: TestBoard;
  let source: string;
  let target: string;

  beforeEach(async () => {
    board = await TestBoard.start(databases, databaseId);
    source = await board.file('paula', 'Topic retention');
    target = await board.file('tom', 'Retention per topic');
    for (const [id, name, importance] of [
      [source, 'tina', 'critical'],
      [source, 'lena', 'important'],
      [source, 'tom', 'nice-to-have'],
      [target, 'lena', 'critical'],
    ] as const) {
      await board.as(name, 'put', `/requests/${id}/vote`, { importance });
    }
  });

  afterEach(async () => {
    await board.stop();
  });

  /** Everything that is counted, floating-point noise aside. */
  const state = async () => {
    const tables: Record<string, unknown> = {};
    for (const table of COUNTED) {
      const rows: Record<string, unknown>[] = await board.knex(table);
      tables[table] = rows
        .map(row =>
          JSON.stringify({
            ...row,
            ...(table === 'demand' && {
              trend: Number(row.trend).toFixed(6),
            }),
          }),
        )
        .sort();
    }
    return tables;
  };

  const merge = (name: string) =>
    board.as(name, 'post', `/requests/${source}/merge`, { into: target });

  it('move votes with their dates and importance, one a person, and are undone exactly', async () => {
    const before = await state();
    const lena = await board.as('lena', 'get', `/requests/${target}`);
    const tina = await board.as('tina', 'get', `/requests/${source}`);

    const merged = await merge('mia');
    expect(merged.body).toMatchObject({
      // tom and lena voted for both.
      votesMoved: 2,
      request: {
        id: target,
        duplicates: 1,
        demand: {
          people: 4,
          tenants: 3,
          importance: { niceToHave: 0, important: 0, critical: 2 },
        },
      },
    });
    const moved = await board.as('tina', 'get', `/requests/${target}`);
    expect(moved.body.myVote).toEqual(tina.body.myVote);
    const kept = await board.as('lena', 'get', `/requests/${target}`);
    expect(kept.body.myVote).toEqual(lena.body.myVote);
    const duplicate = await board.as('tina', 'get', `/requests/${source}`);
    expect(duplicate.body).toMatchObject({
      status: 'duplicate',
      mergedInto: { id: target, title: 'Retention per topic' },
      may: { vote: false },
    });
    await expect(board.titles('tina')).resolves.toEqual([
      'Retention per topic',
    ]);
    const elsewhere = await board.as('tina', 'put', `/requests/${source}/vote`);
    expect(elsewhere.status).toBe(409);
    const duplicates = await board.as(
      'tina',
      'get',
      `/requests/${target}/duplicates`,
    );
    expect(duplicates.body.items).toMatchObject([{ id: source }]);

    const undone = await board.as('mia', 'post', `/requests/${source}/unmerge`);
    expect(undone.body).toMatchObject({
      votesMoved: 2,
      request: { id: source, status: 'new', mergedInto: null },
    });
    await expect(state()).resolves.toEqual(before);
    const history = await board.as(
      'tina',
      'get',
      `/requests/${source}/history`,
    );
    expect(
      history.body.items.map(({ action }: { action: string }) => action),
    ).toEqual(['unmerged', 'merged', 'created']);
  });

  it('do not make old wishes trend', async () => {
    // Two years ago, each with all of its weight.
    const then = Date.now() - 730 * 24 * 60 * 60 * 1000;
    await board
      .knex('votes')
      .whereIn('voter', ['user:default/paula', 'user:default/tina'])
      .update({ cast_at: then });
    const trend = async () => {
      const [row] = await board
        .knex('demand')
        .join('requests', 'requests.id', 'request_id')
        .where({ title: 'Retention per topic' })
        .select('trend');
      return row.trend;
    };
    const before = await trend();
    await merge('mia');
    expect((await trend()) - before).toBeLessThan(1e-6);
  });

  it('are taken back by a voter as a whole: an undo does not bring the vote back', async () => {
    await merge('mia');
    await board.as('tom', 'delete', `/requests/${target}/vote`);
    await board.as('mia', 'post', `/requests/${source}/unmerge`);
    for (const id of [source, target]) {
      const seen = await board.as('tom', 'get', `/requests/${id}`);
      expect(seen.body.myVote).toBeNull();
    }
    const seen = await board.as('tom', 'get', `/requests/${source}`);
    expect(seen.body.demand).toMatchObject({ people: 3 });
  });

  it('are for those who manage both, into what everybody sees', async () => {
    const member = await merge('tom');
    expect(member.status).toBe(403);
    const secret = await board.file('kai', 'Secret', { visibility: 'tenant' });
    const hidden = await board.as('mia', 'post', `/requests/${source}/merge`, {
      into: secret,
    });
    expect(hidden.status).toBe(400);
    const itself = await board.as('mia', 'post', `/requests/${source}/merge`, {
      into: source,
    });
    expect(itself.status).toBe(400);
    await merge('mia');
    const twice = await merge('mia');
    expect(twice.status).toBe(409);
    const back = await board.as('mia', 'post', `/requests/${target}/merge`, {
      into: source,
    });
    expect(back.status).toBe(409);
  });

  it("of a hidden wish are nobody else's to know", async () => {
    const secret = await board.file('kai', 'Secret topic retention', {
      visibility: 'tenant',
    });
    await board.as('mia', 'post', `/requests/${secret}/merge`, {
      into: target,
    });
    const seen = await board.as('tina', 'get', `/requests/${target}`);
    expect(seen.body).toMatchObject({ duplicates: 0, demand: { people: 3 } });
    const history = await board.as(
      'tina',
      'get',
      `/requests/${target}/history`,
    );
    expect(JSON.stringify(history.body)).not.toContain(secret);
    const managers = await board.as(
      'mia',
      'get',
      `/requests/${target}/history`,
    );
    expect(JSON.stringify(managers.body)).toContain(secret);
  });

  it('of several requests are undone one by one', async () => {
    const third = await board.file('peter', 'Keep messages longer');
    await board.as('tina', 'put', `/requests/${third}/vote`, {});
    await merge('mia');
    await board.as('mia', 'post', `/requests/${third}/merge`, {
      into: target,
    });
    await board.as('mia', 'post', `/requests/${source}/unmerge`);
    // tina voted for both of the merged ones: she still wants what remains.
    const seen = await board.as('tina', 'get', `/requests/${target}`);
    expect(seen.body.myVote).not.toBeNull();
    const other = await board.as('tina', 'get', `/requests/${source}`);
    expect(other.body.myVote).toMatchObject({ importance: 'critical' });
  });
});
