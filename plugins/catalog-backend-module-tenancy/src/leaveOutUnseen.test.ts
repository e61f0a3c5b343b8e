import { Entity } from '@backstage/catalog-model';
import {
  DirectoryTenant,
  TenantDirectory,
  parseTenantId,
} from '@commonhold/plugin-tenancy-common';
import { farReferencesOf, inWords, leaveOutUnseen } from './leaveOutUnseen';

const payments = parseTenantId('payments');

const tenant: DirectoryTenant = {
  id: payments,
  title: 'Payments',
  description: '',
  state: 'active',
  class: 'internal',
  platform: false,
  signIn: { providers: [] },
  groups: ['group:payments/payments'],
  namespaces: ['payments'],
  locations: [],
};

const directory: TenantDirectory = {
  revision: 1,
  tenants: [tenant],
  groups: {},
  registrations: [],
};

function left(
  spec: Entity['spec'],
  visible: string[] = [],
  kind = 'Component',
) {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'checkout', namespace: 'payments' },
    spec,
  };
  const seen = leaveOutUnseen(
    entity,
    farReferencesOf(entity, payments, directory),
    new Set(visible),
  );
  return { spec: seen.entity.spec, unseen: inWords(seen.unseen) };
}

describe('references of an entity', () => {
  it('within the namespaces of its tenant are kept, there or not', () => {
    const spec = {
      owner: 'checkout',
      system: 'gateway',
      dependsOn: ['component:payments/ledger', 'resource:yet-to-come'],
    };
    expect(left(spec)).toEqual({ spec, unseen: '' });
  });

  it('to others are kept if its tenant sees them', () => {
    const spec = { dependsOn: ['Resource:platform/Kafka'], owner: 'checkout' };
    expect(left(spec, ['resource:platform/kafka'])).toEqual({
      spec,
      unseen: '',
    });
  });

  it('to others are left out otherwise, whatever the field', () => {
    expect(
      left(
        {
          owner: 'checkout',
          system: 'trading/exchange',
          subcomponentOf: 'component:trading/orderbook',
          dependsOn: ['component:trading/orderbook', 'component:ledger'],
          consumesApis: ['api:trading/quotes', 'api:platform/topics'],
        },
        ['api:platform/topics'],
      ),
    ).toEqual({
      spec: {
        owner: 'checkout',
        dependsOn: ['component:ledger'],
        consumesApis: ['api:platform/topics'],
      },
      unseen:
        'system system:trading/exchange, subcomponentOf component:trading/orderbook, dependsOn component:trading/orderbook, consumesApis api:trading/quotes',
    });
  });

  it('to a person who owns it become an owner that nobody knows', () => {
    expect(left({ owner: 'user:default/tara' })).toEqual({
      spec: { owner: 'unknown' },
      unseen: 'owner user:default/tara',
    });
    expect(
      left({ owner: 'user:default/petra' }, ['user:default/petra']),
    ).toEqual({ spec: { owner: 'user:default/petra' }, unseen: '' });
  });

  it('are the membership rules’ business in groups and users', () => {
    const spec = { parent: 'group:default/company', children: [] };
    expect(left(spec, [], 'Group')).toEqual({ spec, unseen: '' });
  });

  it('are told in few words, however many there are', () => {
    const dependsOn = Array.from({ length: 14 }, (_, i) => `trading/a${i}`);
    expect(left({ dependsOn }).unseen).toMatch(
      /component:trading\/a9 and 4 more$/,
    );
  });
});
