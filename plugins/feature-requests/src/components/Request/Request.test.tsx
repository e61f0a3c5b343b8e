import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeBoard, refusal } from '../../__testUtils__/FakeBoard';
import { fill } from '../../__testUtils__/fill';
import { aProductManager, mayEverything } from '../../__testUtils__/aRequest';
import { openBoard } from '../../__testUtils__/openBoard';

beforeEach(() => window.localStorage.clear());

describe('The page of a request', () => {
  it('says that a request does not exist, without telling whether it does', async () => {
    openBoard('/requests/00000000zzz', new FakeBoard());
    expect(await screen.findByText('There is no such request')).toBeVisible();
    expect(screen.getByText('Go to the board')).toHaveAttribute(
      'href',
      '/requests',
    );
  });

  it('shows what is asked for, the answer, and why it was declined', async () => {
    const board = new FakeBoard();
    const { id } = board.add('Our own Kubernetes', {
      description: 'With **cluster admin** for @user:default/noor.aziz',
      status: 'declined',
      statusReason: 'We run one for everybody.',
      response: {
        text: 'Have a look at namespaces.',
        author: 'user:default/ingrid.solberg',
        at: '2026-11-10T09:00:00.000Z',
      },
    });
    openBoard(`/requests/${id}`, board);

    expect(await screen.findByText('cluster admin')).toBeVisible();
    expect(screen.getByRole('link', { name: '@Noor Aziz' })).toHaveAttribute(
      'href',
      '/catalog/default/user/noor.aziz',
    );
    expect(screen.getByText('We run one for everybody.')).toBeVisible();
    expect(
      screen.getByRole('region', { name: 'Official response' }),
    ).toHaveTextContent('Have a look at namespaces.');
    expect(
      screen.getByRole('button', { name: /^Vote ?for “Our own Kubernetes”/ }),
    ).toBeDisabled();
  });

  it('keeps a comment that could not be sent, then sends it', async () => {
    const board = new FakeBoard();
    const { id } = board.add('Alert rules');
    let broken = true;
    const answers = board.calls('POST', /comments$/);
    expect(answers).toEqual([]);
    openBoard(`/requests/${id}`, board);
    board.on('POST', /comments$/, ({ body }) => {
      if (broken) {
        throw refusal(500, 'The disk is full');
      }
      return {
        status: 201,
        body: {
          id: 'c1',
          requestId: id,
          text: body.text,
          author: 'user:default/amelia.hart',
          official: false,
          internal: false,
          hidden: false,
          origin: null,
          createdAt: '2026-11-20T10:00:00.000Z',
          editedAt: null,
          mayEdit: true,
          mayDelete: true,
        },
      };
    });

    const field = await screen.findByLabelText('Say something');
    await fill(field, 'We need this too');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(await screen.findByText('The disk is full')).toBeVisible();
    expect(field).toHaveValue('We need this too');

    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    const said = await screen.findByText('We need this too', {
      selector: 'p',
    });
    expect(said).toBeVisible();
    await waitFor(() =>
      expect(screen.getByLabelText('Say something')).toHaveValue(''),
    );
  });

  it('does not offer to members what is for those who manage it', async () => {
    const board = new FakeBoard();
    const { id } = board.add('Alert rules');
    openBoard(`/requests/${id}`, board);
    await screen.findByRole('heading', { name: 'Alert rules' });
    expect(
      screen.queryByRole('button', { name: 'Set status' }),
    ).not.toBeInTheDocument();
    expect(screen.queryByText('Internal notes')).not.toBeInTheDocument();
    expect(screen.queryByText('Not on the roadmap')).not.toBeInTheDocument();
  });

  it('declines only with a reason', async () => {
    const board = new FakeBoard();
    board.me = aProductManager;
    const { id } = board.add('Alert rules', { may: mayEverything });
    openBoard(`/requests/${id}`, board);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Set status' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByLabelText('Declined'));
    const set = within(dialog).getByRole('button', { name: 'Set status' });
    expect(set).toBeDisabled();
    expect(
      within(dialog).getByText('1 person who voted hears of it.'),
    ).toBeVisible();
    await fill(
      within(dialog).getByLabelText(/Why, for those who asked/),
      'Nobody would run it',
    );
    await userEvent.click(set);
    expect(await screen.findByText('Declined, because')).toBeVisible();
    expect(board.get(id)).toMatchObject({
      status: 'declined',
      statusReason: 'Nobody would run it',
    });
  });
});
