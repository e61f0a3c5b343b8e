import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeBoard, refusal } from '../../__testUtils__/FakeBoard';
import { fill } from '../../__testUtils__/fill';
import { openBoard } from '../../__testUtils__/openBoard';

beforeEach(() => window.localStorage.clear());

const title = () => screen.findByLabelText(/What do you wish for/);

describe('A new request', () => {
  it('offers its twin while one types, to vote for instead', async () => {
    const board = new FakeBoard();
    const twin = board.add('Retention of Kafka topics by the hour');
    openBoard('/requests/new', board);

    await fill(await title(), 'Kafka retention');
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Vote for this instead: “Retention of Kafka topics by the hour”',
      }),
    );
    expect(
      await screen.findByRole('heading', { name: twin.title }),
    ).toBeVisible();
    expect(board.get(twin.id).myVote).not.toBeNull();
    expect(board.requests).toHaveLength(1);
  });

  it('is filed with what was typed, and opens', async () => {
    const board = new FakeBoard();
    openBoard('/requests/new', board);

    await fill(await title(), 'Blue-green for cards');
    await fill(screen.getByLabelText('Tell more'), 'So that nobody stays up');
    await userEvent.click(screen.getByLabelText('Only Payments'));
    await userEvent.click(screen.getByRole('button', { name: 'Important' }));
    await userEvent.click(
      screen.getByRole('button', { name: 'File the request' }),
    );

    expect(
      await screen.findByRole('heading', { name: 'Blue-green for cards' }),
    ).toBeVisible();
    expect(board.calls('POST', /^\/requests$/)[0].body).toEqual({
      title: 'Blue-green for cards',
      description: 'So that nobody stays up',
      visibility: 'tenant',
      tenant: 'payments',
      vote: { importance: 'important' },
    });
  });

  it('loses nothing when filing fails, nor on a reload', async () => {
    const board = new FakeBoard();
    board.on('POST', /^\/requests$/, () => {
      throw refusal(503, 'Starting');
    });
    const { unmount } = openBoard('/requests/new', board);

    await fill(await title(), 'Something long to type again');
    await userEvent.click(
      screen.getByRole('button', { name: 'File the request' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent('not ready yet');
    expect(await title()).toHaveValue('Something long to type again');
    unmount();

    openBoard('/requests/new', board);
    expect(await title()).toHaveValue('Something long to type again');
    await userEvent.click(screen.getByRole('button', { name: 'Start over' }));
    expect(await title()).toHaveValue('');
  });

  it('says what is missing before anything is sent', async () => {
    const board = new FakeBoard();
    openBoard('/requests/new', board);
    await title();
    await userEvent.click(
      screen.getByRole('button', { name: 'File the request' }),
    );
    expect(await screen.findByText(/Three letters at least/)).toBeVisible();
    expect(board.calls('POST', /./)).toEqual([]);
  });

  it('knows what it is about, and where it came up, from the address', async () => {
    const board = new FakeBoard();
    openBoard(
      '/requests/new?about=component%3Aplatform%2Fkafka-topic&from=%2Fdocs%2Fkafka',
      board,
    );
    expect(await screen.findByLabelText('What is it about?')).toHaveValue(
      'component:platform/kafka-topic',
    );
    expect(screen.getByText(/Came up on .*\/docs\/kafka/)).toBeVisible();

    await fill(await title(), 'Compaction');
    await userEvent.click(
      screen.getByRole('button', { name: 'File the request' }),
    );
    await waitFor(() =>
      expect(board.calls('POST', /^\/requests$/)[0]?.body).toMatchObject({
        about: 'component:platform/kafka-topic',
        links: [{ kind: 'document', title: 'Where it came up' }],
      }),
    );
  });
});
