import {
  TenantDeclaration,
  parseTenantId,
  tenantStates,
} from '@commonhold/plugin-tenancy-common';
import fc from 'fast-check';
import { actionOf, asKept, changesBetween, stateAfter } from './tenantChanges';

const cards: TenantDeclaration = {
  id: parseTenantId('cards'),
  title: 'Cards',
  description: '',
  state: 'active',
  class: 'internal',
  platform: false,
  signIn: { providers: [] },
  groups: ['group:cards/cards', 'group:cards/wallets'],
  admins: ['user:default/carl'],
  namespaces: ['cards'],
  locations: ['https://git.example/cards/'],
  entitlements: { plugins: null, platformComponents: null },
  quotas: { requestsPerMinute: 600, concurrentOperations: null, resources: {} },
};

const tenants = fc
  .record({
    title: fc.string(),
    state: fc.constantFrom(...tenantStates),
    groups: fc.uniqueArray(fc.string()),
    quotas: fc.record({
      requestsPerMinute: fc.option(fc.nat()),
      concurrentOperations: fc.option(fc.nat()),
      resources: fc.dictionary(fc.string(), fc.nat()),
    }),
  })
  .map(fields => ({ ...cards, ...fields }));

describe('changes of a tenant', () => {
  it('are the fields that differ, before and after', () => {
    expect(
      changesBetween(cards, { ...cards, title: 'Wallets', namespaces: [] }),
    ).toEqual({
      title: { before: 'Cards', after: 'Wallets' },
      namespaces: { before: ['cards'], after: [] },
    });
  });

  it('do not count the order of a list', () => {
    const groups = [...cards.groups].reverse();
    expect(actionOf(cards, { ...cards, groups })).toBeUndefined();
  });

  it('lead from what was to what is, whatever they are', () => {
    fc.assert(
      fc.property(tenants, tenants, (before, after) => {
        const fields = Object.entries(changesBetween(before, after)).map(
          ([field, change]) => [field, change.after],
        );
        const changed = { ...before, ...Object.fromEntries(fields) };
        expect(changesBetween(changed, after)).toEqual({});
        expect(actionOf(changed, after)).toBeUndefined();
      }),
    );
  });

  it('have one word each', () => {
    const suspended = { ...cards, state: 'suspended' as const };
    const archived = asKept({ ...cards, state: 'archived' as const });
    expect(actionOf(undefined, cards)).toBe('create');
    expect(actionOf(cards, { ...cards, title: 'Wallets' })).toBe('update');
    expect(actionOf(cards, suspended)).toBe('suspend');
    expect(actionOf(suspended, cards)).toBe('resume');
    expect(actionOf(suspended, archived)).toBe('archive');
  });
});

describe('the state of a tenant', () => {
  it('can be changed back, but for archived ones', () => {
    expect(stateAfter('suspend', 'active')).toBe('suspended');
    expect(stateAfter('resume', 'suspended')).toBe('active');
    expect(stateAfter('archive', 'suspended')).toBe('archived');
    expect(stateAfter('archive', 'archived')).toBe('archived');
    expect(stateAfter('resume', 'archived')).toBeUndefined();
    expect(stateAfter('suspend', 'archived')).toBeUndefined();
  });

  it('archived, leaves it nothing', () => {
    expect(asKept({ ...cards, state: 'archived' })).toMatchObject({
      title: 'Cards',
      groups: [],
      admins: [],
      namespaces: [],
      locations: [],
    });
  });
});
