import { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { tenancyApiRef } from '../../api/TenancyApi';
import { aTenant, FakeTenancy } from '../../testing/FakeTenancy';
import { stampedEntity } from '../../testing/stampedEntity';
import { EntityAudienceChip } from './EntityAudienceChip';

function show(entity: Entity, tenancy = new FakeTenancy()) {
  return renderInTestApp(
    <EntityProvider entity={entity}>
      <EntityAudienceChip />
    </EntityProvider>,
    { apis: [[tenancyApiRef, tenancy]] },
  );
}

describe('EntityAudienceChip', () => {
  it.each([
    [{ tenant: 'payments', audience: ['tenant:payments'] }, 'Payments only'],
    [
      { tenant: 'platform', audience: ['tenant:platform', 'everyone'] },
      'Shared with everyone',
    ],
    [
      {
        tenant: 'payments',
        audience: ['tenant:payments', 'tenant:lending', 'tenant:cards'],
      },
      'Shared with Lending and Cards',
    ],
    [
      { tenant: 'payments', audience: ['group:payments/checkout'] },
      'Private to Checkout',
    ],
    [{ tenant: null, audience: ['operators'] }, 'Unassigned – operators only'],
  ])('says who may see %j', async (stamp, label) => {
    show(stampedEntity('ledger', stamp));
    expect(await screen.findByText(label)).toBeVisible();
  });

  it('names my own tenant by its title', async () => {
    const tenancy = new FakeTenancy();
    tenancy.join(aTenant('payments', { title: 'Payments & Cash' }));
    show(
      stampedEntity('ledger', {
        tenant: 'payments',
        audience: ['tenant:payments'],
      }),
      tenancy,
    );
    expect(await screen.findByText('Payments & Cash only')).toBeVisible();
  });

  it('explains, by keyboard alone, which annotation decided', async () => {
    show(
      stampedEntity('ledger', {
        tenant: 'payments',
        audience: ['tenant:payments', 'tenant:lending'],
        annotations: { 'commonhold.io/shared-with': 'lending' },
      }),
    );
    await screen.findByText('Shared with Lending');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');

    const dialog = await screen.findByRole('dialog', {
      name: 'Who may see this',
    });
    expect(dialog).toHaveTextContent('The members of Payments and Lending.');
    expect(dialog).toHaveTextContent('It belongs to the tenant Payments.');
    expect(dialog).toHaveTextContent(
      'Its file says commonhold.io/shared-with: lending',
    );
  });

  it('shows nothing where tenancy has not stamped the entity', async () => {
    const { container } = show({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'ledger' },
    });
    expect(container.querySelector('button')).not.toBeInTheDocument();
  });
});
