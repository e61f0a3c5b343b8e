import { Entity } from '@backstage/catalog-model';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  NotificationsApi,
  notificationsApiRef,
} from '@backstage/plugin-notifications';
import {
  featureRequestsApiRef,
  FeatureRequestsClient,
} from '@commonhold/plugin-feature-requests';
import featureRequestsPlugin from '@commonhold/plugin-feature-requests/alpha';
import { TenancyApi, tenancyApiRef } from '@commonhold/plugin-tenancy';
import {
  MeResponse,
  parseTenantId,
  TenantMembership,
  TenantSourceStatus,
} from '@commonhold/plugin-tenancy-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { homePlugin } from './homePlugin';

const PAYMENTS: TenantMembership = {
  id: parseTenantId('payments'),
  title: 'Payments',
  description: 'Moves money.',
  state: 'active',
  platform: false,
  class: 'internal',
  role: 'member',
};

type World = {
  me?: Partial<MeResponse>;
  refused?: number;
  sources?: TenantSourceStatus[];
  unread?: number;
  entities?: Entity[];
};

/** Opens the home page of Amelia, who is in group:payments/checkout. */
function open(world: World, tenancyApi: Partial<TenancyApi> = {}) {
  const { me, refused = 0, sources = [], unread = 0, entities = [] } = world;
  const tenancy: Partial<TenancyApi> = {
    getMe: async () => ({
      userEntityRef: 'user:default/amelia.hart',
      operator: false,
      auditor: false,
      tenants: [],
      viewingAs: null,
      ...me,
    }),
    listTenants: async () => ({ items: [], totalItems: 0, figures: {} }),
    listMembers: async () => ({ items: [], totalItems: 16 }),
    listRefusals: async () => ({ items: [], totalItems: refused }),
    listSources: async () => sources,
    ...tenancyApi,
  };
  const notifications: Partial<NotificationsApi> = {
    getStatus: async () => ({ unread, read: 0 }),
  };
  renderTestApp({
    features: [featureRequestsPlugin, homePlugin],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': convertLegacyRouteRef(entityRouteRef),
    },
    apis: [
      mockApis.identity({
        userEntityRef: 'user:default/amelia.hart',
        ownershipEntityRefs: ['group:payments/checkout'],
      }),
      [tenancyApiRef, tenancy as TenancyApi],
      [featureRequestsApiRef, emptyBoard()],
      [notificationsApiRef, notifications as NotificationsApi],
      [catalogApiRef, catalogApiMock({ entities })],
    ],
  });
}

/** The real client, with a backend on which nobody has asked for anything. */
function emptyBoard() {
  const answers: Record<string, object> = {
    '/board': { statuses: [], categories: [] },
    '/me': { roles: [], tenants: [], applications: [] },
    '/requests': { items: [] },
  };
  return new FeatureRequestsClient({
    discoveryApi: { getBaseUrl: async () => 'http://board' },
    fetchApi: {
      fetch: async address => {
        const body = answers[new URL(String(address)).pathname];
        return { ok: true, status: 200, json: async () => body } as Response;
      },
    },
  });
}

function component(
  name: string,
  rest: { type?: string; tenant?: string; owner?: string; title: string },
): Entity {
  const { type = 'service', tenant, owner, title } = rest;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      title,
      namespace: tenant ?? 'default',
      tenancy: tenant
        ? { tenant, audience: [`tenant:${tenant}`] }
        : { tenant: null, audience: ['operators'] },
    },
    spec: { type },
    relations: owner ? [{ type: 'ownedBy', targetRef: owner }] : [],
  };
}

const section = (name: string) => screen.findByRole('region', { name });

describe('home page', () => {
  it('shows a developer what is theirs and what they may order', async () => {
    open({
      me: { tenants: [PAYMENTS] },
      unread: 3,
      refused: 2,
      entities: [
        component('checkout', {
          title: 'Checkout service',
          tenant: 'payments',
          owner: 'group:payments/checkout',
        }),
        component('kafka-topic', {
          title: 'Kafka topic',
          type: 'platform-component',
          tenant: 'platform',
          owner: 'group:platform/messaging',
        }),
      ],
    });

    expect(await screen.findByText('Member of Payments')).toBeVisible();
    const attention = await section('Needs your attention');
    expect(
      await within(attention).findByText('3 unread notifications'),
    ).toBeVisible();
    expect(
      within(attention).getByText('The catalog refused 2 entries of Payments'),
    ).toHaveAttribute('href', '/my-tenant/refused?tenant=payments');

    const tenant = await section('My tenant');
    expect(await within(tenant).findByText('1 in the catalog')).toBeVisible();
    expect(within(tenant).getByText('16 members')).toBeVisible();

    expect(
      await within(await section('What my teams own')).findByText(
        'Checkout service',
      ),
    ).toBeVisible();
    expect(
      await within(await section('What you may order')).findByText(
        'Kafka topic',
      ),
    ).toBeVisible();
  });

  it('leads somebody without a tenant to help', async () => {
    open({});
    expect(await screen.findByText('See whom to ask')).toHaveAttribute(
      'href',
      '/my-tenant',
    );
    expect(await screen.findByText('Your teams own nothing yet')).toBeVisible();
  });

  it('tells an operator what to mend', async () => {
    open({
      me: { operator: true },
      sources: [
        {
          id: 'tenants',
          state: 'failing',
          message: 'group:cards/cards is in two tenants: cards and lending.',
          file: 'tenants.yaml',
          line: 14,
          column: 5,
          tenants: 6,
          loadedAt: '2026-11-01T09:00:00.000Z',
          checkedAt: '2026-11-01T10:00:00.000Z',
        },
      ],
      entities: [component('lost', { title: 'Lost service' })],
    });

    const attention = await section('Needs your attention');
    expect(
      await within(attention).findByText(
        'Tenant file tenants.yaml has an error in line 14',
      ),
    ).toBeVisible();
    expect(attention).toHaveTextContent('is in two tenants');
    expect(attention).toHaveTextContent('The last good version still holds.');
    expect(attention).toHaveTextContent('1 catalog entry belongs to no tenant');
    expect(within(attention).getByText('Lost service')).toBeVisible();

    const files = await section('Tenant files');
    expect(await within(files).findByText('tenants.yaml:14:5')).toBeVisible();
    expect(within(files).getByText('Has an error')).toBeVisible();
  });

  it('says to an operator how to begin when there are no tenants', async () => {
    open({ me: { operator: true } });
    expect(
      await screen.findByText('No tenants are declared yet.'),
    ).toBeVisible();
  });

  it('recovers part by part', async () => {
    let failing = true;
    open(
      { me: { auditor: true } },
      {
        listSources: async () => {
          if (failing) {
            throw new Error('The database is being upgraded');
          }
          return [];
        },
      },
    );
    const files = await section('Tenant files');
    expect(await within(files).findByRole('alert')).toHaveTextContent(
      'The database is being upgraded',
    );
    // The rest of the page does not suffer.
    expect(
      await screen.findByText('Nothing needs your attention.'),
    ).toBeVisible();

    failing = false;
    await userEvent.click(
      within(files).getByRole('button', { name: 'Try again' }),
    );
    expect(
      await within(files).findByText('No tenant files are configured.'),
    ).toBeVisible();
  });
});
