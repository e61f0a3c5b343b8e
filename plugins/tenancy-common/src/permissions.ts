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

/**
 * Create tenants.
 *
 * @public
 */
export const tenancyTenantCreatePermission = createPermission({
  name: 'tenancy.tenant.create',
  attributes: { action: 'create' },
});

/**
 * Change everything about a tenant, its state included.
 *
 * @public
 */
export const tenancyTenantUpdatePermission = createPermission({
  name: 'tenancy.tenant.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_TENANT,
});

/**
 * Change how a tenant presents itself: its title and description. Its admins
 * have this one.
 *
 * @public
 */
export const tenancyTenantDescribePermission = createPermission({
  name: 'tenancy.tenant.describe',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_TENANT,
});

/**
 * Register files of catalog entities for a tenant, and take them out. Its
 * members have this one.
 *
 * @public
 */
export const tenancyTenantRegisterPermission = createPermission({
  name: 'tenancy.tenant.register',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_TENANT,
});

/**
 * Look at the portal as a member of the tenant does. No reading: auditors keep
 * their own eyes.
 *
 * @public
 */
export const tenancyTenantViewAsPermission = createPermission({
  name: 'tenancy.tenant.view-as',
  attributes: {},
  resourceType: RESOURCE_TYPE_TENANT,
});

/**
 * See what belongs to no tenant, and why.
 *
 * @public
 */
export const tenancyUnassignedReadPermission = createPermission({
  name: 'tenancy.unassigned.read',
  attributes: { action: 'read' },
});

/**
 * Ask why somebody sees a thing or not. No reading: the answer is about what
 * another person may see.
 *
 * @public
 */
export const tenancyTenantExplainPermission = createPermission({
  name: 'tenancy.tenant.explain',
  attributes: {},
  resourceType: RESOURCE_TYPE_TENANT,
});

/**
 * Find and use the actions of tenants. What they answer is decided by the
 * permissions above. No reading, though some do: an action is invoked by `POST`,
 * and auditors, who change nothing, send none.
 *
 * @public
 */
export const tenancyActionsUsePermission = createPermission({
  name: 'tenancy.actions.use',
  attributes: {},
});

/** @public */
export const tenancyPermissions = [
  tenancyTenantReadPermission,
  tenancySourceReadPermission,
  tenancyTenantCreatePermission,
  tenancyTenantUpdatePermission,
  tenancyTenantDescribePermission,
  tenancyTenantRegisterPermission,
  tenancyTenantViewAsPermission,
  tenancyUnassignedReadPermission,
  tenancyTenantExplainPermission,
  tenancyActionsUsePermission,
];
