import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import { storageApiRef } from '@backstage/core-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import tenancyPlugin from '../alpha';
import { tenancyApiRef } from '../api/TenancyApi';
import { aTenant, FakeTenancy } from '../testing/FakeTenancy';
import { TenantSwitcher } from './TenantSwitcher';

const elsewhere = createFrontendModule({
  pluginId: 'tenancy',
  extensions: [
    PageBlueprint.make({
      name: 'elsewhere',
      params: {
        path: '/elsewhere',
        title: 'Elsewhere',
        loader: async () => <TenantSwitcher />,
      },
    }),
  ],
});

const storage = mockApis.storage();

function open(address: string, ...tenants: string[]) {
  const tenancy = new FakeTenancy();
  for (const tenant of tenants) {
    tenancy.join(aTenant(tenant));
  }
  return renderTestApp({
    features: [tenancyPlugin, elsewhere],
    initialRouteEntries: [address],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': convertLegacyRouteRef(entityRouteRef),
    },
    apis: [
      [tenancyApiRef, tenancy],
      [storageApiRef, storage],
      [catalogApiRef, catalogApiMock()],
    ],
  });
}

describe('TenantSwitcher', () => {
  it('lets people of several tenants choose, and My tenant remembers', async () => {
    const { unmount } = open('/elsewhere', 'payments', 'cards');
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'You work in Payments. Choose another tenant',
      }),
    );
    await userEvent.click(screen.getByRole('menuitem', { name: 'Cards' }));
    expect(await screen.findByRole('heading', { name: 'Cards' })).toBeVisible();

    unmount();
    open('/my-tenant', 'payments', 'cards');
    expect(await screen.findByRole('heading', { name: 'Cards' })).toBeVisible();
  });

  it('is a link for people of one tenant', async () => {
    open('/elsewhere', 'payments');
    expect(
      await screen.findByRole('link', { name: 'Your tenant: Payments' }),
    ).toHaveAttribute('href', '/my-tenant');
  });
});
