import { parseTenantId, TenancyStamp } from '@commonhold/plugin-tenancy-common';
import { describeAudience } from './describeAudience';

function stamp(
  tenant: string | null,
  ...audience: TenancyStamp['audience']
): TenancyStamp {
  return { tenant: tenant === null ? null : parseTenantId(tenant), audience };
}

describe('describeAudience', () => {
  it.each([
    [
      'what a tenant keeps to itself',
      stamp('payments', 'tenant:payments'),
      { type: 'tenant', tenant: 'payments' },
    ],
    [
      'what is shared with some tenants',
      stamp('payments', 'tenant:payments', 'tenant:lending', 'tenant:cards'),
      { type: 'tenants', owner: 'payments', tenants: ['lending', 'cards'] },
    ],
    [
      'what is shared with everyone, whoever else is named',
      stamp('platform', 'tenant:platform', 'tenant:cards', 'everyone'),
      { type: 'everyone' },
    ],
    [
      'what a group keeps to itself',
      stamp('payments', 'group:payments/checkout'),
      { type: 'private', refs: ['group:payments/checkout'] },
    ],
    [
      'a person in one tenant',
      stamp(null, 'tenant:payments', 'user:default/amelia.hart'),
      { type: 'tenant', tenant: 'payments' },
    ],
    [
      'a person in two tenants',
      stamp(null, 'tenant:cards', 'tenant:payments'),
      { type: 'tenants', owner: null, tenants: ['cards', 'payments'] },
    ],
    [
      'a person in no tenant',
      stamp(null, 'user:default/sam.reed'),
      { type: 'private', refs: ['user:default/sam.reed'] },
    ],
    [
      'what belongs to nobody',
      stamp(null, 'operators'),
      { type: 'unassigned' },
    ],
    ['what nobody may see', stamp('payments'), { type: 'unassigned' }],
  ])('tells %s', (_case, given, expected) => {
    expect(describeAudience(given)).toEqual(expected);
  });
});
