import { createPermission } from '@backstage/plugin-permission-common';

/** @public */
export const RESOURCE_TYPE_TENANT = 'tenancy-tenant';

/**
 * See a tenant: its title, members, limits and refusals.
 *
 * @public
 */
export const tenancyTenantReadPermission = createPermission({
  name: 'tenancy.tenant.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_TENANT,
});

/**
 * See whether the sources that declare tenants load, and why not.
 *
 * @public
 */
export const tenancySourceReadPermission = createPermission({
  name: 'tenancy.source.read',
  attributes: { action: 'read' },
});

/** @public */
export const tenancyPermissions = [
  tenancyTenantReadPermission,
  tenancySourceReadPermission,
];
