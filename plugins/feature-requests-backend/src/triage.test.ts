import { TestDatabases } from '@backstage/backend-test-utils';
import { TestBoard } from './__testUtils__/TestBoard';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('triage on %s', databaseId => {
  let board: TestBoard;

  beforeEach(async () => {
    board = await TestBoard.start(databases, databaseId, {
      statuses: { planned: { label: 'On the plan' } },
    });
  });

  afterEach(async () => {
    await board.stop();
  });

  it('says what became of a wish, and why', async () => {
    const id = await board.file('paula', 'Retention per topic');
    const setStatus = (name: string, body: object) =>
      board.as(name, 'put', `/requests/${id}/status`, body);
    const member = await setStatus('tom', { status: 'planned' });
    expect(member.status).toBe(403);
    const planned = await setStatus('mia', { status: 'planned' });
    expect(planned.body).toMatchObject({ status: 'planned', version: 2 });
    const silent = await setStatus('mia', { status: 'declined' });
    expect(silent.status).toBe(400);
    expect(silent.body.error.message).toMatch(/Say why/);
    const declined = await setStatus('mia', {
      status: 'declined',
      reason: 'The broker cannot.',
    });
    expect(declined.body).toMatchObject({
      status: 'declined',
      statusReason: 'The broker cannot.',
    });
    const duplicate = await setStatus('mia', { status: 'duplicate' });
    expect(duplicate.status).toBe(400);
    const history = await board.as('paula', 'get', `/requests/${id}/history`);
    expect(history.body.items[0]).toMatchObject({
      action: 'status-changed',
      actor: null,
      changes: [
        { field: 'status', before: 'planned', after: 'declined' },
        { field: 'reason', before: null, after: 'The broker cannot.' },
      ],
    });
  });

  it('is for the owners of what a request is about, too, and for trackers', async () => {
    const kafka = await board.file('paula', 'Retention per topic', {
      about: 'component:platform/kafka',
    });
    const other = await board.file('paula', 'Dark mode');
    const status = { status: 'under-review' };
    const own = await board.as(
      'kai',
      'put',
      `/requests/${kafka}/status`,
      status,
    );
    expect(own.body).toMatchObject({
      status: 'under-review',
      may: { manage: true },
    });
    const foreign = await board.as(
      'kai',
      'put',
      `/requests/${other}/status`,
      status,
    );
    expect(foreign.status).toBe(403);
    const tracker = await board.asService('put', `/requests/${other}/status`, {
      status: 'shipped',
    });
    expect(tracker.body.status).toBe('shipped');
  });

  it('answers officially, without a name where people are not shown', async () => {
    const id = await board.file('paula', 'Retention per topic');
    await board.as('mia', 'put', `/requests/${id}/response`, {
      text: 'We are **on it**.',
    });
    const seen = await board.as('paula', 'get', `/requests/${id}`);
    expect(seen.body.response).toMatchObject({
      text: 'We are **on it**.',
      author: null,
    });
    const gone = await board.as('mia', 'delete', `/requests/${id}/response`);
    expect(gone.body.response).toBeNull();
  });

  it('tells screens what is configured and who one is', async () => {
    const answer = await board.as('paula', 'get', '/board');
    expect(answer.body).toMatchObject({
      categories: ['Developer experience', 'Reliability'],
      peopleVisibleTo: 'own-tenant',
    });
    expect(answer.body.statuses).toContainEqual(
      expect.objectContaining({ status: 'planned', label: 'On the plan' }),
    );
    const paula = await board.as('paula', 'get', '/me');
    expect(paula.body).toEqual({
      userEntityRef: 'user:default/paula',
      roles: [],
      tenants: ['payments'],
      applications: [
        { entityRef: 'system:payments/checkout', title: 'checkout' },
      ],
      defaultApplication: 'system:payments/checkout',
    });
    const mia = await board.as('mia', 'get', '/me');
    expect(mia.body.roles).toEqual(['product-manager', 'support']);
  });
});
