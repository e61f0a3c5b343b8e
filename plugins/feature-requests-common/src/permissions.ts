import { createPermission } from '@backstage/plugin-permission-common';

/** @public */
export const RESOURCE_TYPE_FEATURE_REQUEST = 'feature-request';

/**
 * See a request, with everything that belongs to it.
 *
 * @public
 */
export const featureRequestReadPermission = createPermission({
  name: 'feature-requests.request.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_FEATURE_REQUEST,
});

/**
 * File requests.
 *
 * @public
 */
export const featureRequestCreatePermission = createPermission({
  name: 'feature-requests.request.create',
  attributes: { action: 'create' },
});

/**
 * Vote for a request, watch it, and volunteer for it.
 *
 * @public
 */
export const featureRequestVotePermission = createPermission({
  name: 'feature-requests.request.vote',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_FEATURE_REQUEST,
});

/**
 * Comment on a request, and report what is wrong with it.
 *
 * @public
 */
export const featureRequestCommentPermission = createPermission({
  name: 'feature-requests.request.comment',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_FEATURE_REQUEST,
});

/**
 * Change or delete what one filed oneself. Whose request it is, is decided
 * beside it.
 *
 * @public
 */
export const featureRequestUpdatePermission = createPermission({
  name: 'feature-requests.request.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_FEATURE_REQUEST,
});

/**
 * Status, response, plan, priority, merging and moderation. Who manages a
 * request, is decided beside it: product managers, operators, and the owners of
 * what it is about.
 *
 * @public
 */
export const featureRequestManagePermission = createPermission({
  name: 'feature-requests.request.manage',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_FEATURE_REQUEST,
});

/**
 * Voting rounds, imports and webhooks. For product managers, which is decided
 * beside it.
 *
 * @public
 */
export const featureRequestsManagePermission = createPermission({
  name: 'feature-requests.board.manage',
  attributes: {},
});

/**
 * Vote in a round for a tenant. For its admins, which is decided beside it.
 *
 * @public
 */
export const featureRequestsBallotPermission = createPermission({
  name: 'feature-requests.ballot.cast',
  attributes: {},
});

/**
 * Export and erase one's own data.
 *
 * @public
 */
export const featureRequestsPersonalDataPermission = createPermission({
  name: 'feature-requests.personal-data.use',
  attributes: {},
});

/**
 * Find and use the actions of the board. What they answer is decided by the
 * permissions above.
 *
 * @public
 */
export const featureRequestsActionsUsePermission = createPermission({
  name: 'feature-requests.actions.use',
  attributes: {},
});

/** @public */
export const featureRequestsPermissions = [
  featureRequestReadPermission,
  featureRequestCreatePermission,
  featureRequestVotePermission,
  featureRequestCommentPermission,
  featureRequestUpdatePermission,
  featureRequestManagePermission,
  featureRequestsManagePermission,
  featureRequestsBallotPermission,
  featureRequestsPersonalDataPermission,
  featureRequestsActionsUsePermission,
];
