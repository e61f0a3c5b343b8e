import { TestDatabases } from '@backstage/backend-test-utils';
import { TestBoard } from './__testUtils__/TestBoard';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'closing the loop on %s',
  databaseId => {
    let board: TestBoard;
    let id: string;

    beforeAll(async () => {
      board = await TestBoard.start(databases, databaseId);
    });
    beforeEach(async () => {
      id = await board.file('paula', `Retention ${Math.random()}`);
      await board.as('tom', 'put', `/requests/${id}/vote`, {});
    });
    afterAll(async () => {
      await board.stop();
    });

    const setStatus = (status: string, reason?: string) =>
      board.as('mia', 'put', `/requests/${id}/status`, { status, reason });
    const comment = (name: string, text: string) =>
      board.as(name, 'post', `/requests/${id}/comments`, { text });
    const send = () => board.run('feature-requests-notices');
    /** Titles of what somebody was told of the request. */
    const toldTo = async (name: string) =>
      (await board.notifications(name))
        .filter(({ link }) => link === `/requests/${id}`)
        .map(({ title }) => String(title).split(':')[0]);

    it('tells everybody who voted what became of it, once', async () => {
      await setStatus('planned');
      await send();
      expect(await toldTo('tom')).toEqual(['Planned']);
      expect(await toldTo('paula')).toEqual(['Planned']);
      expect(await toldTo('mia')).toEqual([]);
      expect(await toldTo('tina')).toEqual([]);
      await setStatus('under-review');
      await setStatus('planned');
      await send();
      expect(await toldTo('tom')).toEqual(['Planned']);
      await setStatus('shipped');
      await send();
      await send();
      expect(await toldTo('tom')).toEqual(['Shipped', 'Planned']);
    });

    it('says why something will not be built', async () => {
      await setStatus('declined', 'The broker cannot');
      await send();
      const [told] = await board.notifications('tom');
      expect(told).toMatchObject({ description: 'The broker cannot' });
    });

    it('says nothing of what was taken back before it was told', async () => {
      await setStatus('shipped');
      await setStatus('in-progress');
      await send();
      expect(await toldTo('tom')).toEqual([]);
    });

    it('tells who watches of comments, and who is mentioned of that', async () => {
      await comment('peter', 'Seven days');
      await comment('peter', 'And @user:default/tina should look');
      await send();
      expect(await toldTo('paula')).toEqual(['New comments']);
      expect(await toldTo('tina')).toEqual(['You are mentioned']);
      expect(await toldTo('peter')).toEqual([]);
      await comment('tina', 'Looked');
      await send();
      expect(await toldTo('peter')).toEqual(['New comments']);
    });

    it('tells nobody who does not see the request', async () => {
      const secret = await board.file('paula', 'Ours', {
        visibility: 'tenant',
      });
      await board.as('paula', 'post', `/requests/${secret}/comments`, {
        text: '@user:default/tom @user:default/peter @user:default/nobody look',
      });
      await send();
      const links = async (name: string) =>
        (await board.notifications(name)).map(({ link }) => link);
      expect(await links('peter')).toContain(`/requests/${secret}`);
      expect(await links('tom')).not.toContain(`/requests/${secret}`);
    });

    it('says nothing of internal notes', async () => {
      await board.as('mia', 'post', `/requests/${id}/comments`, {
        text: '@user:default/paula costs too much',
        internal: true,
      });
      await send();
      expect(await toldTo('paula')).toEqual([]);
    });
  },
);
