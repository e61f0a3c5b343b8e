/**
 * A kind of thing of another plugin that carries its tenant and who may see it,
 * with the permission rules `IS_IN_AUDIENCE` (`{ audience }`) and
 * `IS_OWNED_BY_TENANT` (`{ tenants }`).
 */
export type AudienceResource = {
  readonly pluginId: string;
  readonly resourceType: string;
  /**
   * Names of permissions on what one may see: to read it, and to do what
   * everybody may do who sees it, such as to vote for it.
   */
  readonly whatIsSeen: readonly string[];
  /** Names of permissions on what one may see and one's own tenant owns. */
  readonly whatIsOwned: readonly string[];
};

/**
 * By name, so that each plugin can be installed without the others. What is not
 * here stays closed to tenants. Roles within a plugin, such as who moderates, are
 * the plugin's own to check, beside its permissions.
 */
export const audienceResources: readonly AudienceResource[] = [
  {
    pluginId: 'feature-requests',
    resourceType: 'feature-request',
    // What only authors or product managers do, the board itself decides beside it.
    whatIsSeen: [
      'feature-requests.request.read',
      'feature-requests.request.vote',
      'feature-requests.request.comment',
      'feature-requests.request.update',
      'feature-requests.request.manage',
    ],
    whatIsOwned: [],
  },
  {
    pluginId: 'platform-resources',
    resourceType: 'platform-application',
    whatIsSeen: ['platform-resources.application.read'],
    whatIsOwned: [
      'platform-resources.application.refresh',
      'platform-resources.change.create',
    ],
  },
  {
    pluginId: 'platform-resources',
    resourceType: 'platform-change',
    // Owners of components see and approve changes of other tenants' applications.
    whatIsSeen: [
      'platform-resources.change.read',
      'platform-resources.change.approve',
    ],
    whatIsOwned: [
      'platform-resources.change.merge',
      'platform-resources.change.withdraw',
    ],
  },
  {
    pluginId: 'platform-resources',
    resourceType: 'platform-resource',
    // Owners of components see who uses theirs.
    whatIsSeen: ['platform-resources.resource.read'],
    whatIsOwned: ['platform-resources.resource.operate'],
  },
];

/**
 * Permissions without a resource that tenants have of these plugins, such as to
 * create: what comes of it belongs to the tenant of whoever did it.
 */
export const audiencePermissions: ReadonlySet<string> = new Set<string>([
  'feature-requests.request.create',
  'feature-requests.board.manage',
  'feature-requests.ballot.cast',
  'feature-requests.personal-data.use',
  'feature-requests.actions.use',
  'platform-resources.actions.use',
]);
