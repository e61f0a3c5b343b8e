/** The tabs of a tenant, as they appear in addresses. */
export const tenantTabs = [
  'overview',
  'members',
  'owned',
  'shared',
  'repositories',
  'refused',
  'limits',
  'log',
] as const;

export type TenantTab = (typeof tenantTabs)[number];

/** An address that names no tab, or one that does not exist, means the first. */
export function parseTenantTab(value: string | undefined): TenantTab {
  return tenantTabs.find(tab => tab === value) ?? 'overview';
}
