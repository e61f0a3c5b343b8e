import { parseTenantId } from '@commonhold/plugin-tenancy-common';
import { SignInTenant, mayComeIn } from './mayComeIn';

const tenant = (
  id: string,
  providers: string[] = [],
  state: SignInTenant['state'] = 'active',
): SignInTenant => ({ id: parseTenantId(id), state, signIn: { providers } });

const tenants = [
  tenant('payments'),
  tenant('nordlys', ['nordlys-sso']),
  tenant('aurora', ['aurora-sso'], 'suspended'),
];

describe('through a provider', () => {
  it.each([
    ['company', [], true],
    ['company', ['payments'], true],
    ['company', ['nordlys'], false],
    ['company', ['payments', 'nordlys'], true],
    ['nordlys-sso', ['nordlys'], true],
    ['nordlys-sso', ['payments', 'nordlys'], true],
    ['nordlys-sso', ['payments'], false],
    ['nordlys-sso', [], false],
    ['aurora-sso', ['nordlys'], false],
    ['aurora-sso', ['aurora'], false],
    ['company', ['aurora'], false],
  ])('%s, members of %j come in: %s', (provider, own, expected) => {
    expect(mayComeIn(provider, own.map(parseTenantId), tenants)).toBe(expected);
  });
});
