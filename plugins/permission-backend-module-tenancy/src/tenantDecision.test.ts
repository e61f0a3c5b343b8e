import {
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogLocationReadPermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  PolicyDecision,
  createPermission,
} from '@backstage/plugin-permission-common';
import {
  Caller,
  parseTenantId,
  tenancySourceReadPermission,
  tenancyTenantCreatePermission,
  tenancyTenantDescribePermission,
  tenancyTenantExplainPermission,
  tenancyTenantReadPermission,
  tenancyTenantRegisterPermission,
  tenancyTenantUpdatePermission,
} from '@commonhold/plugin-tenancy-common';
import { audienceDecision, both, tenantDecision } from './tenantDecision';

const petra: Caller = {
  userEntityRef: 'user:default/petra',
  operator: false,
  auditor: false,
  tenants: [
    {
      id: parseTenantId('payments'),
      role: 'member',
      plugins: null,
      requestsPerMinute: null,
    },
  ],
  groups: ['group:payments/checkout'],
};
const nobody: Caller = { ...petra, tenants: [], groups: [] };
const operator: Caller = { ...nobody, operator: true };
const auditor: Caller = { ...petra, auditor: true };

const none = new Set<string>();

const unheardOf = createPermission({
  name: 'somebody.else.thing.read',
  attributes: { action: 'read' },
});
const unheardOfResource = createPermission({
  name: 'somebody.else.resource.read',
  attributes: { action: 'read' },
  resourceType: 'somebody-else',
});

describe('tenancy decides', () => {
  it('reads by audience: everyone, oneself, tenants and groups', () => {
    expect(
      tenantDecision(catalogEntityReadPermission, petra, none),
    ).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      conditions: {
        rule: 'IS_IN_AUDIENCE',
        params: {
          audience: [
            'everyone',
            'user:default/petra',
            'tenant:payments',
            'group:payments/checkout',
          ],
        },
      },
    });
  });

  it('writes by ownership, of what is seen', () => {
    expect(
      tenantDecision(catalogEntityDeletePermission, petra, none),
    ).toMatchObject({
      conditions: {
        allOf: [
          { rule: 'IS_OWNED_BY_TENANT', params: { tenants: ['payments'] } },
          { rule: 'IS_IN_AUDIENCE' },
          { not: { rule: 'IS_ENTITY_KIND' } },
        ],
      },
    });
    expect(
      tenantDecision(catalogEntityDeletePermission, nobody, none),
    ).toMatchObject({
      conditions: { allOf: [{ params: { tenants: [] } }, {}, {}] },
    });
  });

  it('that admins describe their tenants, and operators do the rest', () => {
    const admin: Caller = {
      ...petra,
      tenants: [
        { ...petra.tenants[0], role: 'admin' },
        { ...petra.tenants[0], id: parseTenantId('trading') },
      ],
    };
    for (const permission of [
      tenancyTenantDescribePermission,
      tenancyTenantExplainPermission,
    ]) {
      expect(tenantDecision(permission, admin, none)).toMatchObject({
        conditions: { rule: 'IS_ONE_OF', params: { ids: ['payments'] } },
      });
      expect(tenantDecision(permission, auditor, none).result).toBe('DENY');
    }
    for (const permission of [
      tenancyTenantCreatePermission,
      tenancyTenantUpdatePermission,
    ]) {
      expect(tenantDecision(permission, admin, none).result).toBe('DENY');
      expect(tenantDecision(permission, auditor, none).result).toBe('DENY');
      expect(tenantDecision(permission, operator, none).result).toBe('ALLOW');
    }
  });

  it('that members register for their tenants, and whoever only looks does not', () => {
    expect(
      tenantDecision(tenancyTenantRegisterPermission, petra, none),
    ).toMatchObject({
      conditions: { rule: 'IS_ONE_OF', params: { ids: ['payments'] } },
    });
    for (const caller of [
      auditor,
      { ...petra, viewingAs: parseTenantId('payments') },
    ]) {
      expect(
        tenantDecision(tenancyTenantRegisterPermission, caller, none).result,
      ).toBe('DENY');
    }
  });

  it('nothing for everyone to whoever is in no internal tenant', () => {
    expect(
      JSON.stringify(
        tenantDecision(
          catalogEntityReadPermission,
          { ...petra, external: true },
          none,
        ),
      ),
    ).not.toContain('everyone');
  });

  it('own tenants alone', () => {
    expect(
      tenantDecision(tenancyTenantReadPermission, petra, none),
    ).toMatchObject({
      conditions: { rule: 'IS_ONE_OF', params: { ids: ['payments'] } },
    });
  });

  it.each([
    catalogLocationReadPermission,
    tenancySourceReadPermission,
    unheardOf,
    unheardOfResource,
  ])('against tenants for what it does not know: $name', permission => {
    expect(tenantDecision(permission, petra, none).result).toBe(
      AuthorizeResult.DENY,
    );
    expect(tenantDecision(permission, operator, none).result).toBe(
      AuthorizeResult.ALLOW,
    );
    expect(
      tenantDecision(permission, petra, new Set([permission.name])).result,
    ).toBe(AuthorizeResult.ALLOW);
  });

  it('things of plugins that know audiences by those', () => {
    const wish = (name: string) =>
      createPermission({
        name,
        attributes: { action: 'update' },
        resourceType: 'wish',
      });
    const wishes = {
      pluginId: 'wishes',
      resourceType: 'wish',
      whatIsSeen: ['wish.vote'],
      whatIsOwned: ['wish.edit'],
    };
    const audience = {
      resourceType: 'wish',
      rule: 'IS_IN_AUDIENCE',
      params: {
        audience: [
          'everyone',
          'user:default/petra',
          'tenant:payments',
          'group:payments/checkout',
        ],
      },
    };
    expect(audienceDecision(wish('wish.vote'), wishes, petra)).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'wishes',
      resourceType: 'wish',
      conditions: audience,
    });
    expect(audienceDecision(wish('wish.edit'), wishes, petra)).toMatchObject({
      conditions: {
        allOf: [
          { rule: 'IS_OWNED_BY_TENANT', params: { tenants: ['payments'] } },
          audience,
        ],
      },
    });
    expect(
      audienceDecision(wish('wish.moderate'), wishes, petra),
    ).toBeUndefined();
  });

  it('for auditors all that reads, and nothing else', () => {
    expect(
      tenantDecision(catalogEntityReadPermission, auditor, none).result,
    ).toBe(AuthorizeResult.ALLOW);
    expect(
      tenantDecision(catalogEntityDeletePermission, auditor, none).result,
    ).toBe(AuthorizeResult.DENY);
  });
});

describe('two policies together', () => {
  const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
  const deny: PolicyDecision = { result: AuthorizeResult.DENY };
  const when = (rule: string, resourceType = 'thing'): PolicyDecision => ({
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'things',
    resourceType,
    conditions: { rule, resourceType, params: {} },
  });

  it('allow what both allow', () => {
    expect(both(allow, allow)).toEqual(allow);
  });

  it.each([
    [deny, allow],
    [deny, when('A')],
    [deny, deny],
  ])('deny what one denies: %j and %j', (a, b) => {
    expect(both(a, b)).toEqual(deny);
    expect(both(b, a)).toEqual(deny);
  });

  it('keep the condition of either, and both of both', () => {
    expect(both(allow, when('A'))).toEqual(when('A'));
    expect(both(when('A'), allow)).toEqual(when('A'));
    expect(both(when('A'), when('B'))).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      conditions: { allOf: [{ rule: 'A' }, { rule: 'B' }] },
    });
  });

  it('deny what they take for different things', () => {
    expect(both(when('A'), when('B', 'other'))).toEqual(deny);
  });
});
