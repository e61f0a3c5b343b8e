import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import tenancyPlugin from '../../alpha';
import { tenancyApiRef } from '../../api/TenancyApi';
import { aTenant, FakeTenancy } from '../../testing/FakeTenancy';
import { stampedEntity } from '../../testing/stampedEntity';

function open(address: string, tenancy: FakeTenancy, entities: Entity[] = []) {
  renderTestApp({
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

function memberOfPayments(): FakeTenancy {
  const tenancy = new FakeTenancy();
  tenancy.join(
    aTenant('payments', {
      description: 'Moves money for all of Meridian.',
      locations: ['https://git.meridian.example/payments/'],
    }),
  );
  return tenancy;
}

beforeEach(() => sessionStorage.clear());

describe('My tenant', () => {
  it('tells what my tenant is and what it may do', async () => {
    const tenancy = new FakeTenancy();
    tenancy.join(
      aTenant('payments', {
        description: 'Moves money for all of Meridian.',
        locations: ['https://git.meridian.example/payments/'],
        quotas: {
          requestsPerMinute: 600,
          concurrentOperations: null,
          resources: { 'kafka-topic': 40 },
        },
        entitlements: { plugins: ['techdocs'], platformComponents: null },
      }),
      'admin',
    );
    open('/my-tenant', tenancy, [
      stampedEntity('api', {
        tenant: 'payments',
        audience: ['tenant:payments'],
      }),
    ]);

    expect(
      await screen.findByRole('heading', { name: 'Payments' }),
    ).toBeVisible();
    expect(screen.getByText('Tenant admin')).toBeVisible();
    expect(screen.getByText('Moves money for all of Meridian.')).toBeVisible();
    expect(
      screen.getByText('https://git.meridian.example/payments/'),
    ).toBeVisible();
    expect(await screen.findByText('1 in the catalog')).toHaveAttribute(
      'href',
      '/my-tenant/owned?tenant=payments',
    );

    await userEvent.click(screen.getByRole('link', { name: 'Limits' }));
    expect(await screen.findByText('600')).toBeVisible();
    expect(screen.getByText('kafka-topic, at most')).toBeVisible();
    expect(screen.getByText('techdocs')).toBeVisible();
  });

  it('leads people without a tenant to somebody who can help', async () => {
    const tenancy = new FakeTenancy();
    open('/my-tenant', tenancy);

    expect(
      await screen.findByText('You are not in a tenant yet'),
    ).toBeVisible();
    expect(screen.getByText(/user:default\/amelia.hart/)).toBeVisible();

    tenancy.join(aTenant('payments'));
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('heading', { name: 'Payments' }),
    ).toBeVisible();
  });

  it('lets operators without a tenant choose one', async () => {
    const tenancy = new FakeTenancy();
    tenancy.me = { ...tenancy.me, operator: true };
    tenancy.tenants.push(aTenant('payments'), aTenant('trading'));
    open('/my-tenant', tenancy);

    await userEvent.click(await screen.findByRole('link', { name: 'Trading' }));
    expect(
      await screen.findByRole('heading', { name: 'Trading' }),
    ).toBeVisible();
    expect(screen.getByText('Portal operator')).toBeVisible();
  });

  it('says that a tenant does not exist, without telling whether it does', async () => {
    open('/my-tenant?tenant=trading', memberOfPayments());
    expect(
      await screen.findByText('There is no tenant “trading” here'),
    ).toBeVisible();
    await userEvent.click(screen.getByText('Go to my tenant'));
    expect(
      await screen.findByRole('heading', { name: 'Payments' }),
    ).toBeVisible();
  });

  it('switches between several tenants and stays on the tab', async () => {
    const tenancy = memberOfPayments();
    tenancy.join(aTenant('cards'));
    tenancy.members.set('payments', [
      {
        userEntityRef: 'user:default/amelia.hart',
        title: 'Amelia Hart',
        groups: [],
        admin: false,
      },
    ]);
    tenancy.members.set('cards', [
      {
        userEntityRef: 'user:default/noor.aziz',
        title: 'Noor Aziz',
        groups: [],
        admin: true,
      },
    ]);
    open('/my-tenant/members', tenancy);

    expect(await screen.findByText('Amelia Hart')).toBeVisible();
    await userEvent.selectOptions(screen.getByLabelText('Tenant'), 'Cards');
    expect(await screen.findByText('Noor Aziz')).toBeVisible();
    expect(screen.queryByText('Amelia Hart')).not.toBeInTheDocument();
  });

  it('says why nothing loads and recovers on retry', async () => {
    const tenancy = memberOfPayments();
    tenancy.failure = new Error('The database is being upgraded');
    open('/my-tenant', tenancy);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is being upgraded',
    );
    tenancy.failure = undefined;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('heading', { name: 'Payments' }),
    ).toBeVisible();
  });
});

describe('Audit log', () => {
  it('says who changed what, before and after', async () => {
    const tenancy = memberOfPayments();
    tenancy.events.set('payments', [
      {
        id: '2',
        at: '2026-11-02T09:00:00.000Z',
        action: 'update',
        role: 'operator',
        actor: null,
        changes: {
          quotas: {
            before: {
              requestsPerMinute: 600,
              concurrentOperations: null,
              resources: {},
            },
            after: {
              requestsPerMinute: 900,
              concurrentOperations: null,
              resources: {},
            },
          },
        },
      },
      {
        id: '1',
        at: '2026-11-01T09:00:00.000Z',
        action: 'create',
        role: 'source',
        actor: 'tenants.yaml',
        changes: { title: { before: null, after: 'Payments' } },
      },
    ]);
    open('/my-tenant/log', tenancy);

    const changed = await screen.findByRole('row', { name: /Changed/ });
    expect(changed).toHaveTextContent('Portal operator');
    expect(changed).toHaveTextContent('Before: requestsPerMinute: 600');
    expect(changed).toHaveTextContent('After: requestsPerMinute: 900');
    expect(
      screen.getByRole('row', { name: /A file of the portal/ }),
    ).toHaveTextContent('Payments');
  });
});

describe('Title and description', () => {
  function adminOfCards(source: string | null) {
    const tenancy = new FakeTenancy();
    tenancy.join(aTenant('cards', { source }), 'admin');
    return tenancy;
  }

  it('are changed by an admin, and nothing typed is lost on failure', async () => {
    const tenancy = adminOfCards(null);
    open('/my-tenant', tenancy);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Edit title and description' }),
    );
    const dialog = screen.getByRole('dialog');
    const description = within(dialog).getByLabelText('Description');
    await userEvent.type(description, 'Debit cards.');

    tenancy.failure = new Error('The database is being upgraded');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'The database is being upgraded',
    );
    expect(description).toHaveValue('Debit cards.');

    tenancy.failure = undefined;
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Debit cards.')).toBeVisible();
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('are changed in the file, where a file declares the tenant', async () => {
    open('/my-tenant', adminOfCards('tenants.yaml'));
    expect(
      await screen.findByText(/declared in a file of the portal’s operators/),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Edit title and description' }),
    ).not.toBeInTheDocument();
  });
});

describe('Repositories', () => {
  it('are checked, registered and removed by members', async () => {
    const tenancy = memberOfPayments();
    tenancy.preview = {
      entities: [{ entityRef: 'component:payments/checkout' }],
      problems: ['component:trading/x is in a namespace of another tenant'],
    };
    open('/my-tenant/repositories', tenancy);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Register a repository' }),
    );
    const address = screen.getByLabelText('Address of a catalog-info.yaml');
    const register = screen.getByRole('button', { name: 'Register' });
    await userEvent.type(address, 'https://git.meridian.example/trading/x');
    expect(screen.getByText(/^It has to begin with/)).toBeVisible();
    expect(register).toBeDisabled();

    const target =
      'https://git.meridian.example/payments/checkout/catalog-info.yaml';
    await userEvent.clear(address);
    await userEvent.type(address, target);
    await userEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect(
      await screen.findByText('component:payments/checkout'),
    ).toBeVisible();
    expect(screen.getByText(/namespace of another tenant/)).toBeVisible();

    await userEvent.click(register);
    await userEvent.click(
      await screen.findByRole('button', { name: `Remove ${target}` }),
    );
    await userEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', {
        name: 'Remove',
      }),
    );
    expect(
      await screen.findByText('No repository is registered yet'),
    ).toBeVisible();
  });

  it('cannot be registered where the tenant has no addresses', async () => {
    const tenancy = new FakeTenancy();
    tenancy.join(aTenant('cards'));
    open('/my-tenant/repositories', tenancy);
    expect(
      await screen.findByText('This tenant may not register repositories yet'),
    ).toBeVisible();
  });
});

describe('Why can’t I see this?', () => {
  it('is answered to admins, from the address alone', async () => {
    const tenancy = new FakeTenancy();
    tenancy.join(aTenant('payments'), 'admin');
    tenancy.explanation = {
      visible: false,
      layer: 'policy',
      rule: 'NOT_IN_AUDIENCE',
      message: 'It is for the tenant "cards", which does not include them.',
      audience: ['tenant:cards'],
      holds: ['tenant:payments', 'everyone'],
    };
    open(
      '/my-tenant/why?user=user:default/amelia.hart&entity=component:cards/wallet',
      tenancy,
    );
    expect(
      await screen.findByText('No, this person does not see this entry'),
    ).toBeVisible();
    expect(screen.getByText('Tenant Cards')).toBeVisible();
    expect(screen.getByText(/Who may see it: it is for others/)).toBeVisible();
  });

  it('is told apart from what one may not ask', async () => {
    const tenancy = new FakeTenancy();
    tenancy.join(aTenant('payments'), 'admin');
    open(
      '/my-tenant/why?user=user:default/sofia&entity=component:trading/x',
      tenancy,
    );
    expect(
      await screen.findByText('There is no answer for these two'),
    ).toBeVisible();
  });

  it('is no page for other members', async () => {
    open('/my-tenant/why', memberOfPayments());
    expect(
      await screen.findByText('This question is for tenant admins'),
    ).toBeVisible();
  });
});

describe('Members', () => {
  it('shows members page by page, admins marked', async () => {
    const tenancy = memberOfPayments();
    tenancy.members.set(
      'payments',
      Array.from({ length: 25 }, (_, index) => ({
        userEntityRef: `user:default/person-${index + 1}`,
        title: `Person ${index + 1}`,
        groups: ['group:payments/checkout'],
        admin: index === 0,
      })),
    );
    open('/my-tenant/members', tenancy);

    const first = await screen.findByRole('row', { name: /^Person 1 / });
    expect(within(first).getByText('Tenant admin')).toBeVisible();
    expect(screen.getByText('1–20 of 25')).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect(await screen.findByText('Person 25')).toBeVisible();
    expect(screen.getByText('21–25 of 25')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Next page' })).toBeDisabled();

    await userEvent.click(
      screen.getByRole('button', { name: 'Previous page' }),
    );
    expect(await screen.findByText('Person 1')).toBeVisible();
  });

  it('says how people become members when there are none', async () => {
    open('/my-tenant/members', memberOfPayments());
    expect(await screen.findByText('Nobody is a member yet')).toBeVisible();
    expect(screen.getByText(/group:payments\/payments/)).toBeVisible();
  });
});

describe('What we own', () => {
  const entities = [
    stampedEntity('checkout-api', {
      tenant: 'payments',
      audience: ['tenant:payments', 'tenant:lending', 'tenant:cards'],
    }),
    stampedEntity('ledger', {
      tenant: 'payments',
      audience: ['tenant:payments'],
    }),
    stampedEntity('ledger-events', {
      kind: 'API',
      type: 'asyncapi',
      tenant: 'payments',
      audience: ['tenant:payments', 'everyone'],
    }),
    stampedEntity('order-book', {
      tenant: 'trading',
      audience: ['tenant:trading', 'everyone'],
    }),
  ];

  it('lists it with who may see it, by kind and by name', async () => {
    open('/my-tenant/owned', memberOfPayments(), entities);

    expect(await screen.findByText('checkout-api')).toBeVisible();
    expect(screen.getByText('Shared with Lending and Cards')).toBeVisible();
    expect(screen.getByText('Payments only')).toBeVisible();
    expect(screen.queryByText('order-book')).not.toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: 'API 1' }));
    await waitFor(() =>
      expect(screen.queryByText('checkout-api')).not.toBeInTheDocument(),
    );
    expect(await screen.findByText('ledger-events')).toBeVisible();

    await userEvent.type(
      screen.getByLabelText('Filter by name or title'),
      'nothing like it',
    );
    expect(await screen.findByText('Nothing matches')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(await screen.findByText('checkout-api')).toBeVisible();
  });

  it('opens with the filters of its address', async () => {
    open('/my-tenant/owned?kind=API', memberOfPayments(), entities);
    expect(await screen.findByText('ledger-events')).toBeVisible();
    expect(screen.queryByText('ledger')).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'API 1' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  it('says what to do first when it owns nothing', async () => {
    open('/my-tenant/owned', memberOfPayments());
    expect(
      await screen.findByText('This tenant owns nothing yet'),
    ).toBeVisible();
  });
});

describe('Shared with us', () => {
  it('lists what others share, by the tenant that shares it', async () => {
    open('/my-tenant/shared', memberOfPayments(), [
      stampedEntity('postgres', {
        tenant: 'platform',
        audience: ['tenant:platform', 'everyone'],
      }),
      stampedEntity('kafka-topic', {
        tenant: 'platform',
        audience: ['tenant:platform', 'everyone'],
      }),
      stampedEntity('rates', {
        tenant: 'trading',
        audience: ['tenant:trading', 'tenant:payments'],
      }),
      stampedEntity('secret-sauce', {
        tenant: 'trading',
        audience: ['tenant:trading'],
      }),
      stampedEntity('ledger', {
        tenant: 'payments',
        audience: ['tenant:payments', 'everyone'],
      }),
    ]);

    expect(
      await screen.findByRole('button', { name: /Platform.*2 entries/ }),
    ).toHaveAttribute('aria-expanded', 'true');
    expect(await screen.findByText('kafka-topic')).toBeVisible();
    expect(screen.queryByText('ledger')).not.toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: /Trading.*1 entry/ }),
    );
    expect(await screen.findByText('rates')).toBeVisible();
    expect(screen.getByText('Shared with Payments')).toBeVisible();
    expect(screen.queryByText('secret-sauce')).not.toBeInTheDocument();
  });

  it('says what would appear when nothing is shared', async () => {
    open('/my-tenant/shared', memberOfPayments());
    expect(
      await screen.findByText('Nothing is shared with this tenant yet'),
    ).toBeVisible();
  });
});

describe('Refused', () => {
  it('says why the catalog refused an entry and how to mend it', async () => {
    const tenancy = memberOfPayments();
    tenancy.refusals.set('payments', [
      {
        entityRef: 'component:trading/order-book',
        location:
          'url:https://git.meridian.example/payments/x/catalog-info.yaml',
        code: 'TENANT_CONFLICT',
        message: 'The namespace "trading" belongs to another tenant.',
        firstSeenAt: '2026-11-01T09:00:00.000Z',
        lastSeenAt: '2026-11-02T09:00:00.000Z',
      },
    ]);
    open('/my-tenant/refused', tenancy);

    const row = await screen.findByRole('row', { name: /order-book/ });
    expect(row).toHaveTextContent(
      'The namespace "trading" belongs to another tenant.',
    );
    expect(row).toHaveTextContent('have to belong to one tenant');
    expect(
      within(row).getByRole('link', { name: /Open the file/ }),
    ).toHaveAttribute(
      'href',
      'https://git.meridian.example/payments/x/catalog-info.yaml',
    );
  });

  it('says so when nothing was refused', async () => {
    open('/my-tenant/refused', memberOfPayments());
    expect(await screen.findByText('Nothing was refused')).toBeVisible();
  });
});
