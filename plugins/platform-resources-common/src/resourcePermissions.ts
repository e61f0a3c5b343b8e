import { createPermission } from '@backstage/plugin-permission-common';

/** @public */
export const RESOURCE_TYPE_PLATFORM_RESOURCE = 'platform-resource';

/**
 * See a resource, its history, its operations and what they say.
 *
 * @public
 */
export const platformResourceReadPermission = createPermission({
  name: 'platform-resources.resource.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_PLATFORM_RESOURCE,
});

/**
 * Work on a resource without changing what Git says: look at it now, put drift right
 * or ignore it, protect it, let it expire, run its actions, cancel and retry its
 * operations.
 *
 * @public
 */
export const platformResourceOperatePermission = createPermission({
  name: 'platform-resources.resource.operate',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PLATFORM_RESOURCE,
});

/** @public */
export const platformResourcePermissions = [
  platformResourceReadPermission,
  platformResourceOperatePermission,
];
