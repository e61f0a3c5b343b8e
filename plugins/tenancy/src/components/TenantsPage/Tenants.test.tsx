import { Entity } from '@backstage/catalog-model';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import tenancyPlugin from '../../alpha';
import { tenancyApiRef } from '../../api/TenancyApi';
import { aTenant, FakeTenancy, refusal } from '../../testing/FakeTenancy';
import { stampedEntity } from '../../testing/stampedEntity';
import { reloadPortal } from '../ViewAs/reloadPortal';

// A page that loads anew would end the test.
jest.mock('../ViewAs/reloadPortal', () => ({ reloadPortal: jest.fn() }));

// Forms are filled in letter by letter, as people do.
jest.setTimeout(90_000);

const cardsGroup: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'cards', namespace: 'cards', title: 'Cards' },
  spec: { type: 'team', children: [] },
};

function open(
  address: string,
  tenancy: FakeTenancy,
  entities: Entity[] = [cardsGroup],
) {
  return renderTestApp({
    features: [tenancyPlugin],
    initialRouteEntries: [address],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': convertLegacyRouteRef(entityRouteRef),
    },
    apis: [
      [tenancyApiRef, tenancy],
      [catalogApiRef, catalogApiMock({ entities })],
    ],
  });
}

function operator(): FakeTenancy {
  const tenancy = new FakeTenancy();
  tenancy.me = { ...tenancy.me, operator: true };
  return tenancy;
}

beforeEach(() => {
  sessionStorage.clear();
  jest.mocked(reloadPortal).mockClear();
});

describe('Tenants', () => {
  it('lists every tenant with its figures, to search and to filter', async () => {
    const tenancy = operator();
    tenancy.tenants.push(
      aTenant('payments', { source: 'tenants.yaml' }),
      aTenant('cards', { state: 'suspended' }),
    );
    tenancy.members.set('payments', [
      { userEntityRef: 'user:default/a', title: 'A', groups: [], admin: false },
    ]);
    open('/tenants', tenancy, [
      stampedEntity('ledger', {
        tenant: 'payments',
        audience: ['tenant:payments'],
      }),
    ]);

    const payments = await screen.findByRole('row', { name: /^Payments/ });
    await waitFor(() =>
      expect(
        within(payments)
          .getAllByRole('link')
          .map(link => link.getAttribute('href')),
      ).toEqual([
        '/tenants/payments',
        '/tenants/payments/members',
        '/tenants/payments/owned',
      ]),
    );
    expect(payments).toHaveTextContent('tenants.yaml');
    expect(screen.getByRole('row', { name: /^Cards/ })).toHaveTextContent(
      'Suspended',
    );

    await userEvent.selectOptions(screen.getByLabelText('State'), 'Suspended');
    await waitFor(() =>
      expect(screen.queryByText('Payments')).not.toBeInTheDocument(),
    );
    await userEvent.type(
      screen.getByLabelText('Search by name or description'),
      'nothing like it',
    );
    expect(await screen.findByText('No tenant matches')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(await screen.findByText('Payments')).toBeVisible();
  });

  it('opens with the filters of its address', async () => {
    const tenancy = operator();
    tenancy.tenants.push(aTenant('payments'), aTenant('cards'));
    open('/tenants?text=car', tenancy);
    expect(await screen.findByText('Cards')).toBeVisible();
    expect(screen.queryByText('Payments')).not.toBeInTheDocument();
  });

  it('says what to do first where there are none', async () => {
    open('/tenants', operator());
    expect(await screen.findByText('There are no tenants yet')).toBeVisible();
  });

  it('is not for members, and read-only for auditors', async () => {
    const { unmount } = open('/tenants', new FakeTenancy());
    expect(
      await screen.findByText('This page is for portal operators'),
    ).toBeVisible();
    unmount();

    const auditing = new FakeTenancy();
    auditing.me = { ...auditing.me, auditor: true };
    auditing.tenants.push(aTenant('cards'));
    open('/tenants/cards', auditing);
    expect(await screen.findByRole('heading', { name: 'Cards' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'View as' })).toBeNull();
  });
});

describe('Create tenant', () => {
  it('needs a title and a group, and suggests an id', async () => {
    const tenancy = operator();
    open('/tenants/-/new', tenancy);
    const submit = await screen.findByRole('button', { name: 'Create tenant' });
    await userEvent.click(submit);
    expect(screen.getByText('Give it a title.')).toBeVisible();
    expect(screen.getByLabelText(/^Title/)).toHaveFocus();

    await userEvent.type(screen.getByLabelText(/^Title/), 'Cards & more');
    expect(screen.getByLabelText(/^Id/)).toHaveValue('cards-more');
    await userEvent.type(screen.getByLabelText('Groups'), 'card');
    await userEvent.click(
      await screen.findByRole('option', { name: /group:cards\/cards/ }),
    );
    await userEvent.click(submit);
    expect(
      await screen.findByRole('heading', { name: 'Cards & more' }),
    ).toBeVisible();
    expect(tenancy.tenants).toMatchObject([
      { id: 'cards-more', groups: ['group:cards/cards'] },
    ]);
  });

  it('tells a conflict at its field, and keeps what was typed over a reload', async () => {
    const tenancy = operator();
    const { unmount } = open('/tenants/-/new', tenancy);
    await userEvent.type(await screen.findByLabelText(/^Title/), 'Cards');
    await userEvent.type(screen.getByLabelText('Groups'), 'group:cards/cards ');
    await userEvent.type(
      screen.getByLabelText('Catalog namespaces'),
      'payments',
    );
    tenancy.failure = refusal(
      409,
      'The namespace payments is in two tenants, "payments" and "cards"',
      'namespaces',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Create tenant' }),
    );
    expect(await screen.findByText(/is in two tenants/)).toHaveAttribute(
      'id',
      'tenant-namespaces-helper-text',
    );

    unmount();
    tenancy.failure = undefined;
    open('/tenants/-/new', tenancy);
    expect(await screen.findByLabelText(/^Title/)).toHaveValue('Cards');
    expect(screen.getByLabelText('Catalog namespaces')).toHaveValue('payments');
  });
});

describe('A tenant', () => {
  it('is edited, on top of what somebody else changed meanwhile', async () => {
    const tenancy = operator();
    tenancy.tenants.push(aTenant('cards', { title: 'Cards' }));
    open('/tenants/cards/edit', tenancy);
    const limit = await screen.findByLabelText(/^Requests per minute/);
    await userEvent.type(limit, '600');

    const { updatedAt } = tenancy.tenants[0];
    await tenancy.updateTenant('cards', { title: 'Plastic' }, { updatedAt });
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Take their changes over, keep mine',
      }),
    );
    await waitFor(() =>
      expect(screen.getByLabelText(/^Title/)).toHaveValue('Plastic'),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByRole('heading', { name: 'Plastic' }),
    ).toBeVisible();
    expect(tenancy.tenants[0].quotas.requestsPerMinute).toBe(600);
  });

  it('is archived only by its name', async () => {
    const tenancy = operator();
    tenancy.tenants.push(aTenant('cards'));
    open('/tenants/cards', tenancy);
    await userEvent.click(
      await screen.findByRole('button', { name: 'More actions' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Archive' }),
    );
    const archive = screen.getByRole('button', { name: 'Archive for good' });
    expect(archive).toBeDisabled();
    await userEvent.type(
      screen.getByLabelText('Type cards to confirm'),
      'cards',
    );
    await userEvent.click(archive);
    expect(
      await screen.findByText(/closed for good. It owns nothing/),
    ).toBeVisible();
  });

  it('that a file declares says which, and offers no change', async () => {
    const tenancy = operator();
    tenancy.tenants.push(aTenant('cards', { source: 'tenants.yaml' }));
    open('/tenants/cards', tenancy);
    expect(
      await screen.findByText(/Declared in tenants.yaml. Change it there/),
    ).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull();
  });

  it('is viewed as by an operator', async () => {
    const tenancy = operator();
    tenancy.tenants.push(aTenant('cards'));
    open('/tenants/cards', tenancy);
    await userEvent.click(
      await screen.findByRole('button', { name: 'View as' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'View as member' }),
    );
    await waitFor(() => expect(reloadPortal).toHaveBeenCalled());
    expect(tenancy.me.viewingAs?.id).toBe('cards');
  });
});

describe('Unassigned', () => {
  it('says why an entry belongs to nobody and what to do', async () => {
    const tenancy = operator();
    tenancy.unassigned.push({
      entityRef: 'component:default/orphan',
      title: 'Orphan',
      location: 'url:https://git.example/x/catalog-info.yaml',
      reason: { code: 'NO_CLAIM', message: 'Nobody owns its namespace.' },
    });
    open('/tenants/-/unassigned', tenancy);
    const row = await screen.findByRole('row', { name: /Orphan/ });
    expect(row).toHaveTextContent('Nobody owns its namespace.');
    expect(row).toHaveTextContent('Give its namespace, its owner');
  });

  it('says so when there is nothing', async () => {
    open('/tenants/-/unassigned', operator());
    expect(
      await screen.findByText('Everything belongs to a tenant'),
    ).toBeVisible();
  });
});
