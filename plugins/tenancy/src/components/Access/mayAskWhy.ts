import { MeResponse } from '@commonhold/plugin-tenancy-common';

/** Operators ask about anybody, admins about their own tenants. */
export function mayAskWhy(me: MeResponse): boolean {
  return me.operator || me.tenants.some(({ role }) => role === 'admin');
}
