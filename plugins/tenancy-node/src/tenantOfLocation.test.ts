import {
  DirectoryTenant,
  parseTenantId,
} from '@commonhold/plugin-tenancy-common';
import { isUnambiguous, tenantOfLocation } from './tenantOfLocation';

const tenant = (id: string, locations: string[]): DirectoryTenant => ({
  id: parseTenantId(id),
  title: id,
  description: '',
  state: 'active',
  class: 'internal',
  platform: false,
  signIn: { providers: [] },
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
    ['http://git.example/payments/x', 'payments'],
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

describe('a place is unambiguous', () => {
  it.each([
    'https://git.example/payments/blob/main/catalog-info.yaml',
    'https://git.example/payments/a%20b/x?path=%2Fa',
    'https://git.example/payments/../trading/x',
    'https://git.example/payments/*/catalog-info.yaml',
  ])('%s', target => {
    expect(isUnambiguous({ type: 'url', target })).toBe(true);
  });

  it.each([
    'https://git.example/payments/..%2ftrading/x',
    'https://git.example/payments/%2E%2E%5Ctrading/x',
    'https://git.example/payments/%252e%252e/trading/x',
    'https://git.example/payments/%zz',
    'https://me@git.example/payments/x',
    'payments/x',
  ])('not %s', target => {
    expect(isUnambiguous({ type: 'url', target })).toBe(false);
  });
});
