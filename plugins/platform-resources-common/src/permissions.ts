import { createPermission } from '@backstage/plugin-permission-common';

/** @public */
export const RESOURCE_TYPE_PLATFORM_APPLICATION = 'platform-application';

/** @public */
export const RESOURCE_TYPE_PLATFORM_CHANGE = 'platform-change';

/**
 * See where an application runs and what is configured there.
 *
 * @public
 */
export const platformApplicationReadPermission = createPermission({
  name: 'platform-resources.application.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_PLATFORM_APPLICATION,
});

/**
 * Have the portal look at the deployment repository now.
 *
 * @public
 */
export const platformApplicationRefreshPermission = createPermission({
  name: 'platform-resources.application.refresh',
  attributes: {},
  resourceType: RESOURCE_TYPE_PLATFORM_APPLICATION,
});

/**
 * See a change, its plan and who agreed to it.
 *
 * @public
 */
export const platformChangeReadPermission = createPermission({
  name: 'platform-resources.change.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_PLATFORM_CHANGE,
});

/**
 * Propose a change of an application.
 *
 * @public
 */
export const platformChangeCreatePermission = createPermission({
  name: 'platform-resources.change.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_PLATFORM_APPLICATION,
});

/**
 * Agree to a change, or reject it, where one is among those asked.
 *
 * @public
 */
export const platformChangeApprovePermission = createPermission({
  name: 'platform-resources.change.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PLATFORM_CHANGE,
});

/**
 * Merge a change, so that it is applied.
 *
 * @public
 */
export const platformChangeMergePermission = createPermission({
  name: 'platform-resources.change.merge',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PLATFORM_CHANGE,
});

/**
 * Withdraw a change that nobody merged yet.
 *
 * @public
 */
export const platformChangeWithdrawPermission = createPermission({
  name: 'platform-resources.change.withdraw',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PLATFORM_CHANGE,
});

/**
 * Find and use the actions of applications and changes. What they answer is decided
 * by the permissions above.
 *
 * @public
 */
export const platformActionsUsePermission = createPermission({
  name: 'platform-resources.actions.use',
  attributes: {},
});

/** @public */
export const platformApplicationPermissions = [
  platformApplicationReadPermission,
  platformApplicationRefreshPermission,
  platformChangeCreatePermission,
];

/** @public */
export const platformChangePermissions = [
  platformChangeReadPermission,
  platformChangeApprovePermission,
  platformChangeMergePermission,
  platformChangeWithdrawPermission,
];
