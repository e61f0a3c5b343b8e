import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { tenancyApiRef } from '../../api/TenancyApi';
import { aTenant, FakeTenancy } from '../../testing/FakeTenancy';
import { reloadPortal } from './reloadPortal';
import { ViewAsBanner } from './ViewAsBanner';

// A page that loads anew would end the test.
jest.mock('./reloadPortal', () => ({ reloadPortal: jest.fn() }));

function show(tenancy: FakeTenancy) {
  return renderInTestApp(
    <>
      The portal
      <ViewAsBanner />
    </>,
    { apis: [[tenancyApiRef, tenancy]] },
  );
}

async function viewingCards(): Promise<FakeTenancy> {
  const tenancy = new FakeTenancy();
  tenancy.tenants.push(aTenant('cards'));
  await tenancy.viewAs('cards');
  return tenancy;
}

beforeEach(() => jest.mocked(reloadPortal).mockClear());

describe('ViewAsBanner', () => {
  it('is not there for who looks with their own eyes', async () => {
    show(new FakeTenancy());
    expect(await screen.findByText('The portal')).toBeVisible();
    expect(screen.queryByText(/You are viewing/)).not.toBeInTheDocument();
  });

  it('says as whom one looks, and stops', async () => {
    const tenancy = await viewingCards();
    show(tenancy);
    expect(await screen.findByText(/as a member of Cards/)).toBeVisible();

    tenancy.failure = new Error('The database is being upgraded');
    const stop = screen.getByRole('button', { name: 'Stop' });
    await userEvent.click(stop);
    expect(await screen.findByText(/could not stop/)).toBeVisible();

    tenancy.failure = undefined;
    await userEvent.click(stop);
    await waitFor(() => expect(reloadPortal).toHaveBeenCalledTimes(1));
    expect(tenancy.me.viewingAs).toBeNull();
  });

  it('loads the portal anew when it began elsewhere', async () => {
    const tenancy = new FakeTenancy();
    tenancy.tenants.push(aTenant('cards'));
    show(tenancy);
    await screen.findByText('The portal');
    await waitFor(() => expect(tenancy.asked).toBe(1));
    await tenancy.viewAs('cards');
    window.dispatchEvent(new Event('focus'));
    await waitFor(() => expect(reloadPortal).toHaveBeenCalledTimes(1));
  });

  it('loads the portal anew when it ended elsewhere', async () => {
    const tenancy = await viewingCards();
    show(tenancy);
    await screen.findByText(/as a member of Cards/);
    await tenancy.stopViewing();
    window.dispatchEvent(new Event('focus'));
    await waitFor(() => expect(reloadPortal).toHaveBeenCalledTimes(1));
  });
});
