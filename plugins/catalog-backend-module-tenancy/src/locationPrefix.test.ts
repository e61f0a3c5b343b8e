import {
  DirectoryTenant,
  parseTenantId,
} from '@commonhold/plugin-tenancy-common';
import { tenantOfLocation } from './locationPrefix';

const tenant = (id: string, locations: string[]): DirectoryTenant => ({
  id: parseTenantId(id),
  title: id,
  description: '',
  state: 'active',
  platform: false,
  groups: [],
  namespaces: [],
  locations,
});

const tenants = [
  tenant('payments', ['https://git.example/payments', 'file:///srv/payments/']),
  tenant('payments-eu', ['https://git.example/payments-eu/']),
  tenant('cards', ['https://git.example/payments/cards/']),
];

describe('tenantOfLocation', () => {
  it.each([
    ['https://git.example/payments/catalog-info.yaml', 'payments'],
    ['https://git.example/payments', 'payments'],
    ['https://git.example/payments/?raw=1', 'payments'],
    ['https://GIT.example//payments/x', 'payments'],
    ['https://git.example/%70ayments/x', 'payments'],
    ['https://git.example/payments-eu/x', 'payments-eu'],
    ['https://git.example/paymentsx/y', null],
    ['https://git.example/Payments/x', 'payments'],
    ['https://git.example/other/../payments/x', 'payments'],
    ['https://git.example/payments/../trading/x', null],
    ['https://git.example/payments/%2e%2e/trading/x', null],
    ['https://git.example/payments%2fx', null],
    ['https://git.example/payments/%zz', 'payments'],
    ['https://git.example/payments/cards/x', 'cards'],
    ['http://git.example/payments/x', null],
    ['https://git.example:8443/payments/x', null],
    ['https://git.example.evil/payments/x', null],
    ['https://git.example@evil/payments/x', null],
    ['not a url', null],
  ])('of %s is %s', (target, expected) => {
    expect(tenantOfLocation({ type: 'url', target }, tenants)).toBe(expected);
  });

  it.each([
    ['/srv/payments/catalog.yaml', 'payments'],
    ['/srv/payments/../trading/catalog.yaml', null],
    ['/srv/paymentsx/catalog.yaml', null],
  ])('of the file %s is %s', (target, expected) => {
    expect(tenantOfLocation({ type: 'file', target }, tenants)).toBe(expected);
  });
});
