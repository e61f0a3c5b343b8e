import { DirectoryTenant, TenantId } from '@commonhold/plugin-tenancy-common';

/** What of a tenant decides who signs in through which provider. */
export type SignInTenant = Pick<DirectoryTenant, 'id' | 'state' | 'signIn'>;

/**
 * Whether a person may sign in through a provider.
 *
 * A provider that tenants name is for their members alone. Whoever is in tenants
 * that all have providers of their own comes in through one of these. Somebody
 * who is in several tenants may come in through any of them.
 *
 * @param own - the tenants that the person is in, suspended ones included
 */
export function mayComeIn(
  providerId: string,
  own: readonly TenantId[],
  tenants: readonly SignInTenant[],
): boolean {
  const names = ({ signIn }: SignInTenant) =>
    signIn.providers.includes(providerId);
  const mine = tenants.filter(({ id }) => own.includes(id));
  if (tenants.some(names)) {
    return mine.some(tenant => names(tenant) && tenant.state === 'active');
  }
  return (
    mine.length === 0 ||
    mine.some(({ signIn }) => signIn.providers.length === 0)
  );
}
