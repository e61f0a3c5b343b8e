import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import tenancyPlugin from '../../alpha';
import { tenancyApiRef } from '../../api/TenancyApi';
import { FakeTenancy } from '../../testing/FakeTenancy';
import { stampedEntity } from '../../testing/stampedEntity';

/** Opens the catalog's real entity page. */
function open(entity: Entity) {
  const { namespace, name } = entity.metadata;
  renderTestApp({
    features: [catalogPlugin, tenancyPlugin],
    initialRouteEntries: [`/catalog/${namespace}/component/${name}`],
    apis: [
      [tenancyApiRef, new FakeTenancy()],
      [catalogApiRef, catalogApiMock({ entities: [entity] })],
    ],
  });
}

describe('entity page', () => {
  it('says beside the title who may see the entity', async () => {
    open(
      stampedEntity('ledger', {
        title: 'Ledger',
        tenant: 'payments',
        audience: ['tenant:payments', 'everyone'],
      }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Ledger' }),
    ).toBeVisible();
    expect(screen.getByText('Visible to')).toBeVisible();
    expect(screen.getByText('Shared with everyone')).toBeVisible();
  });

  it('keeps the actions that plugins add to entity pages', async () => {
    open(
      stampedEntity('ledger', {
        title: 'Ledger',
        tenant: 'payments',
        audience: ['tenant:payments'],
      }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'More actions' }),
    );
    expect(
      await screen.findByRole('menuitem', { name: 'Inspect entity' }),
    ).toBeVisible();
    expect(
      screen.getByRole('menuitem', { name: 'Unregister entity' }),
    ).toBeInTheDocument();
  });

  it('leaves the header alone where tenancy has not stamped the entity', async () => {
    open({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'ledger', namespace: 'default', title: 'Ledger' },
      spec: { type: 'service' },
    });
    expect(
      await screen.findByRole('heading', { name: 'Ledger' }),
    ).toBeVisible();
    expect(screen.queryByText('Visible to')).not.toBeInTheDocument();
  });
});
