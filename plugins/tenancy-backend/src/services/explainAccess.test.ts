import { Caller, parseTenantId } from '@commonhold/plugin-tenancy-common';
import { AccessFacts, explainAccess } from './explainAccess';

const payments = parseTenantId('payments');

const petra: Caller = {
  userEntityRef: 'user:default/petra',
  operator: false,
  auditor: false,
  tenants: [
    { id: payments, role: 'member', plugins: null, requestsPerMinute: null },
  ],
  groups: ['group:payments/checkout'],
};

const own: AccessFacts = {
  entityRef: 'component:payments/checkout',
  entity: { stamp: { tenant: payments, audience: ['tenant:payments'] } },
  refusal: undefined,
  caller: petra,
  userIsKnown: true,
  suspended: [],
  entitled: true,
};

const stranger: Caller = { ...petra, tenants: [], groups: [] };

describe('whether somebody sees an entity', () => {
  it.each<[string, Partial<AccessFacts>, string, string, string]>([
    ['yes: it is their own', {}, 'policy', 'IN_AUDIENCE', '"payments"'],
    [
      'yes: operators see all',
      { caller: { ...stranger, operator: true } },
      'policy',
      'SEES_ALL',
      'is an operator',
    ],
    [
      'no: it is not there',
      { entity: undefined },
      'ingestion',
      'ENTITY_ABSENT',
      'has no component:payments/checkout',
    ],
    [
      'no: it was refused',
      { entity: undefined, refusal: { message: 'two tenants' } },
      'ingestion',
      'ENTITY_REFUSED',
      'two tenants',
    ],
    [
      'no: it is nobody’s',
      { entity: { stamp: { tenant: null, audience: ['operators'] } } },
      'ingestion',
      'UNASSIGNED',
      'belongs to no tenant',
    ],
    [
      'no: it was read before tenancy',
      { entity: { stamp: undefined } },
      'ingestion',
      'NOT_STAMPED',
      'refresh it',
    ],
    [
      'no: it is for others',
      { caller: stranger },
      'policy',
      'NOT_IN_AUDIENCE',
      'is for the tenant "payments", which does not include',
    ],
    [
      'no: the catalog does not know them',
      { caller: stranger, userIsKnown: false },
      'policy',
      'NOT_IN_AUDIENCE',
      'whom the catalog does not know',
    ],
    [
      'no: their tenant is suspended',
      { caller: stranger, suspended: [payments] },
      'policy',
      'TENANT_SUSPENDED',
      'until it is resumed',
    ],
    [
      'no: their tenant has no catalog',
      { entitled: false },
      'gate',
      'NOT_ENTITLED',
      'entitlements',
    ],
  ])('%s', (title, facts, layer, rule, words) => {
    const answer = explainAccess({ ...own, ...facts });
    expect(answer).toMatchObject({
      visible: title.startsWith('yes'),
      layer,
      rule,
    });
    expect(answer.message).toContain(words);
  });
});
