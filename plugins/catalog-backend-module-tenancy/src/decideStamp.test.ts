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
  class: 'internal',
  platform: false,
  signIn: { providers: [] },
  groups: [`group:${id}/${id}`],
  namespaces: [id],
  locations: [`https://git.example/${id}/`],
  ...rest,
});

const directory: TenantDirectory = {
  revision: 1,
  registrations: [],
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

function decision(
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
  return decideStamp({
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
}

function decide(...question: Parameters<typeof decision>) {
  const decided = decision(...question);
  return decided.refused
    ? { code: decided.code, author: decided.author }
    : decided.stamp;
}

/** What authors, and operators, read of a refusal. */
function words(...question: Parameters<typeof decision>): {
  message?: string;
  detail?: string;
} {
  const decided = decision(...question);
  return decided.refused
    ? { message: decided.message, detail: decided.detail }
    : {};
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

describe('the author of an entity that is misplaced', () => {
  const from = { from: ofPayments };

  it.each([
    ['a namespace', { namespace: 'trading' }, { namespace: 'unheard' }],
    [
      'an owner',
      { namespace: 'payments', ...owned('group:trading/trading') },
      { namespace: 'payments', ...owned('group:unheard/unheard') },
    ],
    [
      'an owner in no tenant',
      { namespace: 'payments', ...owned('group:default/audit') },
      { namespace: 'payments', ...owned('group:default/unheard') },
    ],
  ])(
    'cannot tell %s of a hidden tenant from one of nobody',
    (_, hidden, free) => {
      const [ofHidden, ofNobody] = [hidden, free].map(entity => ({
        ...decide(entity, from),
        text: words(entity, from).message?.replaceAll(
          /trading|unheard|audit/g,
          'x',
        ),
      }));
      expect(ofHidden).toEqual(ofNobody);
      expect(ofHidden).toMatchObject({ code: 'TENANT_CONFLICT' });
    },
  );

  it('reads the name of a tenant that everyone sees', () => {
    expect(words({ namespace: 'platform' }, from)).toEqual({
      message: expect.stringContaining('to "payments"'),
      detail: undefined,
    });
  });

  it('does not read which repository of another led to it', () => {
    expect(
      words(
        {},
        { from: ofPayments, origin: 'https://git.example/trading/x.yaml' },
      ),
    ).toEqual({
      message: expect.not.stringContaining('trading'),
      detail: expect.stringContaining('https://git.example/trading/x.yaml'),
    });
  });

  it('is told less than operators, who read both names', () => {
    const { message, detail } = words({ namespace: 'trading' }, from);
    expect(message).not.toContain('"trading".');
    expect(detail).toMatch(/namespace "trading".*"trading".*"payments"/);
  });

  it('may use the namespace default, and groups of their own that are yet to come', () => {
    expect(decide({}, from)).toMatchObject({ tenant: 'payments' });
    expect(
      decide({ namespace: 'payments', ...owned('new-team') }, from),
    ).toMatchObject({ tenant: 'payments' });
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
