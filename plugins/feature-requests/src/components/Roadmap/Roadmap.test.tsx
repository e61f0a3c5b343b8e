import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aProductManager } from '../../__testUtils__/aRequest';
import { FakeBoard, refusal } from '../../__testUtils__/FakeBoard';
import { openBoard } from '../../__testUtils__/openBoard';

function aPlannedBoard(mayPlan: boolean): FakeBoard {
  const board = new FakeBoard();
  const planned = board.add('Alert rules');
  board.add('Read replicas');
  board.roadmap = {
    by: 'horizon',
    columns: [
      { id: 'now', title: 'Now', total: 1, items: [planned] },
      { id: 'next', title: 'Next', total: 0, items: [] },
    ],
    warnings: [
      { requestId: planned.id, message: 'Needs what is planned later' },
    ],
    mayPlan,
  };
  return board;
}

describe('The roadmap', () => {
  it('shows what is planned and what is planned too late, to read', async () => {
    openBoard('/requests/roadmap', aPlannedBoard(false));
    const now = await screen.findByRole('region', { name: 'Now' });
    expect(within(now).getByText('Alert rules')).toBeVisible();
    expect(
      screen.getByRole('region', { name: '1 dependency is planned too late' }),
    ).toHaveTextContent('Needs what is planned later');
    expect(
      screen.queryByRole('button', { name: /Add a request/ }),
    ).not.toBeInTheDocument();
  });

  it('lets those who plan add a request, and puts it back when that fails', async () => {
    const board = aPlannedBoard(true);
    board.me = aProductManager;
    let broken = false;
    board.on('PUT', /plan$/, () => {
      if (broken) {
        throw refusal(409, 'The increment is over');
      }
      return { body: board.requests[1] };
    });
    openBoard('/requests/roadmap', board);

    const addTo = async (column: string) => {
      await userEvent.click(
        await screen.findByRole('button', {
          name: `Add a request to ${column}`,
        }),
      );
      const dialog = await screen.findByRole('dialog');
      await userEvent.click(within(dialog).getByLabelText('Which request?'));
      await userEvent.click(
        await screen.findByRole('option', { name: /Read replicas/ }),
      );
      await userEvent.click(
        within(dialog).getByRole('button', { name: 'Add a request' }),
      );
      await waitFor(() =>
        expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
      );
    };
    const next = await screen.findByRole('region', { name: 'Next' });
    await addTo('Next');
    expect(await within(next).findByText('Read replicas')).toBeVisible();
    await waitFor(() =>
      expect(board.calls('PUT', /plan$/)[0]?.body).toEqual({
        horizon: 'next',
        after: null,
      }),
    );

    broken = true;
    const now = screen.getByRole('region', { name: 'Now' });
    await addTo('Now');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The increment is over',
    );
    await waitFor(() =>
      expect(within(now).queryByText('Read replicas')).not.toBeInTheDocument(),
    );
  });
});
