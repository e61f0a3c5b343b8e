import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeBoard, refusal } from '../../__testUtils__/FakeBoard';
import { fill } from '../../__testUtils__/fill';
import { openBoard } from '../../__testUtils__/openBoard';

const demand = (applications: number, people: number) => ({
  score: 1000,
  applications,
  people,
  tenants: 1,
  importance: { niceToHave: 0, important: 0, critical: 0 },
});

async function row(title: string) {
  return screen.findByRole('article', { name: title });
}

const vote = (title: string) =>
  screen.getByRole('button', { name: new RegExp(`^Voted? ?for “${title}”`) });

beforeEach(() => window.localStorage.clear());

describe('The board', () => {
  it('says of each request how many applications and people want it', async () => {
    const board = new FakeBoard();
    board.add('Kafka topics in the EU', { demand: demand(12, 48) });
    board.add('One of its own', { demand: demand(1, 1) });
    openBoard('/requests', board);

    expect(await row('Kafka topics in the EU')).toHaveTextContent(
      '12 applications · 48 people',
    );
    expect(await row('One of its own')).toHaveTextContent(
      '1 application · 1 person',
    );
    expect(screen.getByText('2 requests')).toBeVisible();
  });

  it('says what to do when nobody has asked for anything', async () => {
    openBoard('/requests', new FakeBoard());
    expect(
      await screen.findByText('Nobody has asked for anything yet'),
    ).toBeVisible();
    expect(
      screen.getAllByRole('button', { name: 'New request' })[0],
    ).toHaveAttribute('href', '/requests/new');
  });

  it('keeps filters in the address, and takes them off', async () => {
    const board = new FakeBoard();
    board.add('Old wish', { status: 'shipped' });
    board.add('Fresh wish');
    openBoard('/requests?status=shipped&sort=newest', board);

    expect(await row('Old wish')).toBeVisible();
    expect(screen.queryByText('Fresh wish')).not.toBeInTheDocument();
    expect(screen.getByLabelText('Sort by')).toHaveValue('newest');
    expect(board.calls('GET', /^\/requests$/)[0].query.get('sort')).toBe(
      'newest',
    );

    await fill(screen.getByLabelText('Search requests'), 'zebra');
    expect(await screen.findByText('Nothing matches')).toBeVisible();
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear filters' })[0],
    );
    expect(await row('Fresh wish')).toBeVisible();
  });

  it('shows more when asked to', async () => {
    const board = new FakeBoard();
    for (let index = 1; index <= 25; index++) {
      board.add(`Wish number ${index}`);
    }
    openBoard('/requests', board);

    await row('Wish number 20');
    expect(screen.queryByText('Wish number 25')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await row('Wish number 25')).toBeVisible();
    expect(await row('Wish number 1')).toBeVisible();
    expect(screen.getByText('That is all of them.')).toBeVisible();
  });

  it('says why it does not load, and recovers', async () => {
    const board = new FakeBoard();
    board.add('A wish');
    let broken = true;
    board.on('GET', /^\/board$/, () => {
      if (broken) {
        throw refusal(500, 'The database is being upgraded');
      }
      return { body: board.view };
    });
    openBoard('/requests', board);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is being upgraded',
    );
    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await row('A wish')).toBeVisible();
  });
});

describe('A vote', () => {
  it('shows at once, and asks afterwards how much it matters', async () => {
    const board = new FakeBoard();
    const { id } = board.add('Alert rules', { demand: demand(3, 5) });
    openBoard('/requests', board);

    const card = await row('Alert rules');
    await userEvent.click(vote('Alert rules'));
    expect(vote('Alert rules')).toHaveAttribute('aria-pressed', 'true');
    await waitFor(() =>
      expect(card).toHaveTextContent('4 applications · 6 people'),
    );
    expect(screen.getByText('You voted for “Alert rules”')).toBeInTheDocument();

    await userEvent.click(
      within(card).getByRole('button', { name: 'Critical' }),
    );
    await fill(
      within(card).getByLabelText('Why, in a line'),
      'We page too late',
    );
    await userEvent.click(within(card).getByRole('button', { name: 'Done' }));
    await waitFor(() =>
      expect(board.get(id).myVote).toMatchObject({
        importance: 'critical',
        why: 'We page too late',
      }),
    );
    expect(board.get(id).demand.people).toBe(6);
  });

  it('is taken back on screen when the board refuses it, and says why', async () => {
    const board = new FakeBoard();
    board.add('Alert rules', { demand: demand(3, 5) });
    board.on('PUT', /vote$/, () => {
      throw refusal(429, 'Too many votes at once. Try again in a minute.');
    });
    openBoard('/requests', board);

    const card = await row('Alert rules');
    await userEvent.click(vote('Alert rules'));
    expect(await within(card).findByRole('alert')).toHaveTextContent(
      'Too many votes at once',
    );
    expect(vote('Alert rules')).toHaveAttribute('aria-pressed', 'false');
    expect(card).toHaveTextContent('3 applications · 5 people');
  });

  it('ends as last wished, however quickly somebody changes their mind', async () => {
    const board = new FakeBoard();
    const { id } = board.add('Alert rules', { demand: demand(3, 5) });
    let answerFirst = () => {};
    const first = new Promise<void>(resolve => {
      answerFirst = resolve;
    });
    const put = board.calls('PUT', /vote$/);
    expect(put).toEqual([]);
    let held = false;
    board.on('PUT', /vote$/, async (_, ...ids) => {
      if (!held) {
        held = true;
        await first;
      }
      return {
        body: {
          requestId: ids[0],
          changed: true,
          demand: demand(4, 6),
          myVote: {
            importance: null,
            why: null,
            tenant: null,
            application: null,
            castAt: '2026-11-20T10:00:00.000Z',
            castBy: null,
          },
        },
      };
    });
    openBoard('/requests', board);

    await row('Alert rules');
    await userEvent.click(vote('Alert rules'));
    await userEvent.click(vote('Alert rules'));
    expect(board.calls('DELETE', /vote$/)).toEqual([]);
    answerFirst();
    await waitFor(() => expect(board.calls('DELETE', /vote$/)).toHaveLength(1));
    await waitFor(() => expect(board.get(id).myVote).toBeNull());
    expect(vote('Alert rules')).toHaveAttribute('aria-pressed', 'false');
  });

  it('works with the keyboard alone, unless somebody turned that off', async () => {
    const board = new FakeBoard();
    const first = board.add('First wish');
    const second = board.add('Second wish');
    openBoard('/requests', board);

    await row('First wish');
    await userEvent.keyboard('jj');
    expect(await row('Second wish')).toHaveFocus();
    await userEvent.keyboard('v');
    await waitFor(() => expect(board.get(second.id).myVote).not.toBeNull());
    expect(board.get(first.id).myVote).toBeNull();

    await userEvent.click(
      screen.getByRole('button', { name: 'Keyboard shortcuts' }),
    );
    await userEvent.click(screen.getByLabelText('Single-key shortcuts are on'));
    await userEvent.keyboard('{Escape}');
    await userEvent.keyboard('kv');
    expect(board.get(first.id).myVote).toBeNull();
  });
});
