import { Entity } from '@backstage/catalog-model';
import {
  DirectoryTenant,
  TenantDirectory,
  TenantId,
  parseTenantId,
} from '@commonhold/plugin-tenancy-common';
import fc from 'fast-check';
import { decideStamp } from './decideStamp';

const payments = parseTenantId('payments');
const trading = parseTenantId('trading');
const platform = parseTenantId('platform');

const tenant = (
  id: TenantId,
  rest: Partial<DirectoryTenant> = {},
): DirectoryTenant => ({
  id,
  title: id,
  description: '',
  state: 'active',
  platform: false,
  groups: [`group:${id}/${id}`],
  namespaces: [id],
  locations: [`https://git.example/${id}/`],
  ...rest,
});

const directory: TenantDirectory = {
  revision: 1,
  tenants: [
    tenant(payments),
    tenant(trading),
    tenant(platform, { platform: true }),
  ],
  groups: {
    'group:payments/payments': { tenant: payments, ancestors: [] },
    'group:payments/checkout': {
      tenant: payments,
      ancestors: ['group:payments/payments'],
    },
    'group:trading/trading': { tenant: trading, ancestors: [] },
    'group:platform/platform': { tenant: platform, ancestors: [] },
    'group:default/audit': { tenant: null, ancestors: [] },
  },
};

const neutral = 'https://git.example/organisation/catalog.yaml';
const ofPayments = 'https://git.example/payments/catalog.yaml';

function decide(
  entity: {
    kind?: string;
    namespace?: string;
    spec?: Entity['spec'];
    annotations?: Record<string, string>;
  },
  options: {
    from?: string;
    origin?: string;
    users?: Record<string, TenantId[]>;
  } = {},
) {
  const { from = neutral, origin = from, users = {} } = options;
  const decision = decideStamp({
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: entity.kind ?? 'Component',
      metadata: {
        name: 'thing',
        namespace: entity.namespace,
        annotations: entity.annotations,
      },
      spec: entity.spec ?? {},
    },
    provenance: {
      location: { type: 'url', target: from },
      origin: { type: 'url', target: origin },
    },
    directory,
    tenantsOfUsers: new Map(Object.entries(users)),
  });
  return decision.refused
    ? { code: decision.code, author: decision.author }
    : decision.stamp;
}

const owned = (owner: string) => ({ spec: { owner } });

describe('the tenant of an entity', () => {
  it('is that of its namespace', () => {
    expect(decide({ namespace: 'payments' })).toEqual({
      tenant: 'payments',
      audience: ['tenant:payments'],
    });
  });

  it('is that of its owning group, nested groups included', () => {
    expect(decide(owned('group:payments/checkout'))).toMatchObject({
      tenant: 'payments',
    });
  });

  it('is that of the owner in the namespace of the entity, where the ref has none', () => {
    expect(
      decide({ namespace: 'payments', ...owned('checkout') }),
    ).toMatchObject({ tenant: 'payments' });
  });

  it('is that of the place it was read from', () => {
    expect(decide({}, { from: ofPayments })).toMatchObject({
      tenant: 'payments',
    });
  });

  it('is nobody where nothing tells, so that operators alone see it', () => {
    expect(decide(owned('group:default/audit'))).toEqual({
      tenant: null,
      audience: ['operators'],
    });
    expect(decide(owned('user:default/petra'))).toMatchObject({ tenant: null });
  });

  it.each([
    [
      'namespace and owner differ',
      { namespace: 'payments', ...owned('group:trading/trading') },
      {},
    ],
    [
      'namespace and place differ',
      { namespace: 'trading' },
      { from: ofPayments },
    ],
    [
      'owner and place differ',
      owned('group:trading/trading'),
      { from: ofPayments },
    ],
    [
      'it was reached through the repository of another',
      {},
      { from: 'https://git.example/trading/x.yaml', origin: ofPayments },
    ],
  ])('is refused when %s', (_, entity, options) => {
    expect(decide(entity, options)).toMatchObject({ code: 'TENANT_CONFLICT' });
  });
});

describe('the audience of an entity', () => {
  const annotated = (annotations: Record<string, string>, owner?: string) =>
    decide({
      namespace: 'payments',
      annotations,
      spec: owner ? { owner } : {},
    });

  it('follows the annotations of its author', () => {
    expect(annotated({ 'commonhold.io/visibility': 'shared' })).toMatchObject({
      audience: ['tenant:payments', 'everyone'],
    });
    expect(
      annotated({ 'commonhold.io/shared-with': ' trading , cards,' }),
    ).toMatchObject({
      audience: ['tenant:payments', 'tenant:cards', 'tenant:trading'],
    });
    expect(
      annotated({ 'commonhold.io/visibility': 'private' }, 'checkout'),
    ).toMatchObject({ audience: ['group:payments/checkout'] });
  });

  it('is everyone for what the platform owns', () => {
    expect(decide({ namespace: 'platform' })).toMatchObject({
      audience: ['tenant:platform', 'everyone'],
    });
  });

  it.each([
    [{ 'commonhold.io/visibility': 'public' }, undefined],
    [{ 'commonhold.io/shared-with': 'Trading Desk' }, undefined],
    [{ 'commonhold.io/visibility': 'private' }, undefined],
    [
      {
        'commonhold.io/visibility': 'private',
        'commonhold.io/shared-with': 'trading',
      },
      'checkout',
    ],
  ])('is refused for %j', (annotations, owner) => {
    expect(annotated(annotations, owner)).toMatchObject({
      code: 'VISIBILITY_INVALID',
    });
  });

  it('never holds another tenant unless an author named it', () => {
    const word = fc.constantFrom('payments', 'trading', 'platform', 'default');
    const visibility = fc.constantFrom(undefined, 'tenant', 'private');
    fc.assert(
      fc.property(
        word,
        fc.option(word, { nil: undefined }),
        word,
        visibility,
        (namespace, owner, place, shown) => {
          const result = decide(
            {
              namespace,
              spec: owner ? { owner: `group:${owner}/${owner}` } : {},
              annotations: shown ? { 'commonhold.io/visibility': shown } : {},
            },
            { from: `https://git.example/${place}/x.yaml` },
          );
          const { tenant: owning, audience } =
            'audience' in result && result.tenant !== 'platform'
              ? result
              : { tenant: null, audience: [] };
          const others = audience.filter(
            value =>
              value === 'everyone' ||
              (value.startsWith('tenant:') && value !== `tenant:${owning}`) ||
              (value.startsWith('group:') &&
                !value.startsWith(`group:${owning}/`)),
          );
          expect(others).toEqual([]);
        },
      ),
    );
  });
});

describe('people and groups', () => {
  it('are seen by every tenant they belong to', () => {
    expect(
      decide(
        { kind: 'User', spec: { memberOf: ['group:payments/checkout'] } },
        { users: { 'user:default/thing': [trading] } },
      ),
    ).toEqual({
      tenant: null,
      audience: ['user:default/thing', 'tenant:payments', 'tenant:trading'],
    });
  });

  it('are seen by operators and themselves where they belong to none', () => {
    expect(decide({ kind: 'User', spec: {} })).toEqual({
      tenant: null,
      audience: ['user:default/thing', 'operators'],
    });
  });

  it('of the platform are seen by everyone', () => {
    expect(
      decide({ kind: 'User', spec: { memberOf: ['group:platform/platform'] } }),
    ).toMatchObject({
      audience: ['user:default/thing', 'tenant:platform', 'everyone'],
    });
  });

  it('belong to the tenant of the parent, before the directory knows them', () => {
    expect(
      decide({ kind: 'Group', spec: { parent: 'group:payments/checkout' } }),
    ).toMatchObject({ tenant: 'payments' });
  });

  const users = {
    'user:default/petra': [payments],
    'user:default/tara': [trading],
  };

  it.each([
    ['User', { memberOf: ['group:trading/trading'] }],
    ['User', { memberOf: ['group:default/audit'] }],
    ['Group', { children: ['group:trading/trading'] }],
    ['Group', { parent: 'group:default/audit' }],
    ['Group', { members: ['user:default/tara'] }],
    ['Group', { members: ['user:default/unheard-of'] }],
  ])('from the repository of a tenant touch no other: %s %j', (kind, spec) => {
    expect(
      decide(
        { kind, namespace: 'payments', spec },
        { from: ofPayments, users },
      ),
    ).toEqual({ code: 'MEMBERSHIP_CONFLICT', author: 'payments' });
  });

  it.each([
    ['User', { memberOf: ['group:payments/checkout'] }],
    [
      'Group',
      { parent: 'group:payments/payments', members: ['user:default/petra'] },
    ],
    ['Group', { parent: 'group:payments/not-yet-read' }],
  ])(
    'from the repository of a tenant may name its own: %s %j',
    (kind, spec) => {
      expect(
        decide(
          { kind, namespace: 'payments', spec },
          { from: ofPayments, users },
        ),
      ).toHaveProperty('audience');
    },
  );
});
