import fc from 'fast-check';
import {
  Audience,
  Caller,
  audienceOf,
  audienceSeenBy,
  entityAudience,
  tenantAudience,
} from './audience';
import { TenantId, parseTenantId } from './tenant';

const payments = parseTenantId('payments');
const trading = parseTenantId('trading');
const owner = 'group:payments/checkout';

describe('audienceOf', () => {
  it.each<[string, Parameters<typeof audienceOf>[0], Audience[]]>([
    [
      'a tenant by default',
      { tenant: payments, platform: false },
      ['tenant:payments'],
    ],
    [
      'everyone, for what is shared',
      { tenant: payments, platform: false, visibility: 'shared' },
      ['tenant:payments', 'everyone'],
    ],
    [
      'everyone, for what the platform owns',
      { tenant: payments, platform: true },
      ['tenant:payments', 'everyone'],
    ],
    [
      'the platform alone, if its author says so',
      { tenant: payments, platform: true, visibility: 'tenant' },
      ['tenant:payments'],
    ],
    [
      'tenants by name',
      { tenant: payments, platform: false, sharedWith: [trading] },
      ['tenant:payments', 'tenant:trading'],
    ],
    [
      'tenants by name instead of everyone, for what the platform owns',
      { tenant: payments, platform: true, sharedWith: [trading] },
      ['tenant:payments', 'tenant:trading'],
    ],
    [
      'its tenant once, though named again',
      { tenant: payments, platform: false, sharedWith: [payments, payments] },
      ['tenant:payments'],
    ],
    [
      'the owning group, for what is private',
      { tenant: payments, platform: true, visibility: 'private', owner },
      ['group:payments/checkout'],
    ],
  ])('is %s', (_, options, audience) => {
    expect(audienceOf(options)).toEqual(audience);
  });

  it('has no private things without an owner', () => {
    expect(() =>
      audienceOf({ tenant: payments, platform: false, visibility: 'private' }),
    ).toThrow('owning group');
  });
});

describe('entityAudience', () => {
  it('compares as the catalog does, in lower case', () => {
    expect(entityAudience('Group:Payments/Checkout')).toBe(owner);
  });

  it.each(['payments', 'component:payments/checkout', 'group:checkout'])(
    'refuses %s',
    ref => {
      expect(() => entityAudience(ref)).toThrow(ref);
    },
  );
});

describe('what a caller sees', () => {
  const slug = fc
    .stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}$/)
    .map(parseTenantId);
  const member = (tenants: TenantId[], groups: string[] = []): Caller => ({
    userEntityRef: 'user:default/petra',
    operator: false,
    auditor: false,
    tenants: tenants.map(id => ({
      id,
      role: 'member',
      plugins: null,
      requestsPerMinute: null,
    })),
    groups,
  });
  const sees = (caller: Caller, audience: Audience[]) =>
    audienceSeenBy(caller).some(value => audience.includes(value));

  it('is never what belongs to another tenant and is not shared', () => {
    fc.assert(
      fc.property(
        slug,
        fc.uniqueArray(slug, { maxLength: 4 }),
        fc.uniqueArray(slug, { maxLength: 4 }),
        (tenant, sharedWith, own) => {
          const audience = audienceOf({ tenant, platform: false, sharedWith });
          const expected =
            own.includes(tenant) || own.some(id => sharedWith.includes(id));
          expect(sees(member(own), audience)).toBe(expected);
        },
      ),
    );
  });

  it('includes themselves, but not others, by their own ref', () => {
    expect(sees(member([]), [entityAudience('user:default/petra')])).toBe(true);
    expect(sees(member([]), [entityAudience('user:default/tara')])).toBe(false);
  });

  it('includes what is for everyone only if they are in an internal tenant', () => {
    const shared = audienceOf({
      tenant: payments,
      platform: true,
    });
    const nordlys = parseTenantId('nordlys');
    const partner: Caller = { ...member([nordlys]), external: true };
    expect(sees(member([nordlys]), shared)).toBe(true);
    expect(sees(partner, shared)).toBe(false);
    expect(
      sees(
        partner,
        audienceOf({
          tenant: payments,
          platform: true,
          visibility: 'shared',
          sharedWith: [nordlys],
        }),
      ),
    ).toBe(true);
  });

  it('includes private things of their groups', () => {
    const audience = audienceOf({
      tenant: payments,
      platform: false,
      visibility: 'private',
      owner,
    });
    expect(sees(member([payments], [owner]), audience)).toBe(true);
    expect(sees(member([payments]), audience)).toBe(false);
  });

  it('tells a tenant from one whose id begins alike', () => {
    const eu = parseTenantId('payments-eu');
    expect(sees(member([payments]), [tenantAudience(eu)])).toBe(false);
  });
});
