/**
 * A route that tenants may use: a method and a path as Express writes it,
 * relative to the plugin, such as `GET /tasks/:id`. `*` is any method.
 */
export type SafeRoute = `${
  | 'GET'
  | 'POST'
  | 'PUT'
  | 'PATCH'
  | 'DELETE'
  | '*'} /${string}`;

/**
 * Routes that are safe in the hands of a tenant, by plugin: they show what
 * belongs to whoever asks, what is the same for everybody, or what permissions
 * and the catalog's own guard decide about. Everything else answers 404.
 *
 * Read in the routers of Backstage 1.55. A plugin that is not here is closed.
 */
export const safeRoutes: Readonly<Record<string, readonly SafeRoute[]>> = {
  // The catalog's routes are in `catalog/CatalogGuard`, each with what it hides.
  'feature-requests': [
    'GET /board',
    'GET /me',
    'GET /facets',
    'GET /suggestions',
    'GET /requests',
    'POST /requests',
    'GET /requests/:requestId',
    'PATCH /requests/:requestId',
    'DELETE /requests/:requestId',
    'GET /requests/:requestId/history',
    'PUT /requests/:requestId/vote',
    'DELETE /requests/:requestId/vote',
    'GET /requests/:requestId/votes',
    'PUT /requests/:requestId/votes/:namespace/:name',
    'DELETE /requests/:requestId/votes/:namespace/:name',
    'GET /requests/:requestId/demand',
    'POST /requests/:requestId/merge',
    'POST /requests/:requestId/unmerge',
    'GET /requests/:requestId/duplicates',
    'PUT /requests/:requestId/status',
    'PUT /requests/:requestId/response',
    'DELETE /requests/:requestId/response',
    'GET /requests/:requestId/priority',
    'PUT /requests/:requestId/priority',
    'DELETE /requests/:requestId/priority',
    'GET /requests/:requestId/comments',
    'POST /requests/:requestId/comments',
    'PATCH /comments/:commentId',
    'DELETE /comments/:commentId',
    'PUT /requests/:requestId/moderation',
    'PUT /comments/:commentId/moderation',
    'POST /requests/:requestId/reports',
    'GET /reports',
    'POST /reports/:reportId/resolve',
    'GET /rounds',
    'POST /rounds',
    'GET /rounds/:roundId',
    'PATCH /rounds/:roundId',
    'GET /rounds/:roundId/ballot',
    'PUT /rounds/:roundId/ballot',
    'GET /rounds/:roundId/results',
    'GET /roadmap',
    'GET /calendar',
    'PUT /requests/:requestId/plan',
    'GET /requests/:requestId/dependencies',
    'POST /requests/:requestId/dependencies',
    'PATCH /requests/:requestId/dependencies/:dependencyId',
    'DELETE /requests/:requestId/dependencies/:dependencyId',
    'POST /requests/:requestId/links',
    'DELETE /requests/:requestId/links/:linkId',
    'POST /links/status',
    'PUT /requests/:requestId/help',
    'GET /requests/:requestId/volunteers',
    'PUT /requests/:requestId/volunteers/me',
    'DELETE /requests/:requestId/volunteers/me',
    'PUT /requests/:requestId/watch',
    'DELETE /requests/:requestId/watch',
    'POST /imports/preview',
    'POST /imports',
    'GET /export.csv',
    'GET /feed.atom',
    'GET /people/:namespace/:name/data',
    'DELETE /people/:namespace/:name/data',
    'GET /webhooks',
    'POST /webhooks',
    'DELETE /webhooks/:webhookId',
  ],
  notifications: [
    'GET /',
    'GET /notifications',
    'POST /update',
    'POST /notifications/update',
    'GET /status',
    'GET /settings',
    'POST /settings',
    'GET /topics',
    'GET /:id',
    'GET /notifications/:id',
  ],
  permission: ['POST /authorize'],
  'platform-resources': [
    'GET /health',
    'GET /applications',
    'GET /applications/:kind/:namespace/:name',
    'GET /applications/:kind/:namespace/:name/findings',
    'GET /applications/:kind/:namespace/:name/commits',
    'GET /applications/:kind/:namespace/:name/nodes',
    'GET /applications/:kind/:namespace/:name/configuration',
    'GET /applications/:kind/:namespace/:name/explain',
    'GET /applications/:kind/:namespace/:name/files',
    'POST /applications/:kind/:namespace/:name/refresh',
    'POST /applications/:kind/:namespace/:name/preview',
    'POST /applications/:kind/:namespace/:name/changes',
    'GET /bulk-changes',
    'POST /bulk-changes',
    'GET /bulk-changes/:bulkId',
    'POST /bulk-changes/:bulkId/start',
    'POST /bulk-changes/:bulkId/stop',
    'GET /changes',
    'GET /changes/:changeId',
    'POST /changes/:changeId/approve',
    'POST /changes/:changeId/reject',
    'POST /changes/:changeId/merge',
    'POST /changes/:changeId/withdraw',
    'POST /changes/:changeId/replan',
    'POST /changes/:changeId/roll-back',
    'GET /resources',
    'GET /resources/counts',
    'GET /resources/:resourceId',
    'GET /resources/:resourceId/generations',
    'POST /resources/:resourceId/refresh',
    'POST /resources/:resourceId/revert',
    'POST /resources/:resourceId/adopt',
    'PUT /resources/:resourceId/ignored-drift',
    'DELETE /resources/:resourceId/ignored-drift',
    'PUT /resources/:resourceId/protection',
    'DELETE /resources/:resourceId/protection',
    'PUT /resources/:resourceId/expiry',
    'DELETE /resources/:resourceId/expiry',
    'GET /resources/:resourceId/actions',
    'POST /resources/:resourceId/actions/:actionId',
    'GET /operations',
    'GET /operations/:operationId',
    'GET /operations/:operationId/log',
    'POST /operations/:operationId/cancel',
    'POST /operations/:operationId/retry',
    'GET /components/adoption',
  ],
  scaffolder: [
    'GET /v2/actions',
    'GET /v2/templates/:namespace/:kind/:name/parameter-schema',
    'GET /v2/tasks',
    'POST /v2/tasks',
    'GET /v2/tasks/:taskId',
    'POST /v2/tasks/:taskId/cancel',
    'POST /v2/tasks/:taskId/retry',
    'GET /v2/tasks/:taskId/eventstream',
    'GET /v2/tasks/:taskId/events',
  ],
  search: ['GET /query'],
  signals: ['GET /'],
  techdocs: [
    'GET /metadata/techdocs/:namespace/:kind/:name',
    'GET /metadata/entity/:namespace/:kind/:name',
    'GET /sync/:namespace/:kind/:name',
    'GET /static/docs/:namespace/:kind/:name/*',
  ],
  tenancy: [
    'GET /health',
    'GET /me',
    'GET /tenants',
    'GET /tenants/:tenantId',
    'PATCH /tenants/:tenantId',
    'GET /tenants/:tenantId/events',
    'GET /tenants/:tenantId/members',
    'GET /tenants/:tenantId/refusals',
    'GET /tenants/:tenantId/locations',
    'POST /tenants/:tenantId/locations',
    'DELETE /tenants/:tenantId/locations/:locationId',
    'GET /sources',
    'POST /explain',
    'DELETE /view-as',
  ],
  'user-settings': [
    'POST /multiget',
    'GET /buckets/:bucket/keys/:key(*)',
    'PUT /buckets/:bucket/keys/:key(*)',
    'DELETE /buckets/:bucket/keys/:key(*)',
  ],
};

/**
 * Where the permission backend asks a plugin, on behalf of a user, whether a
 * condition holds. From the user it would be a question about any entity.
 */
export const permissionRoute: SafeRoute =
  'POST /.well-known/backstage/permissions/apply-conditions';

/** The description of a plugin's own API; it names nobody. */
export const describingRoute: SafeRoute = 'GET /openapi.json';

/**
 * Plugins whose requests have no user yet: the sign-in itself, and the files of
 * the app, which are the same for everybody.
 */
export const openPlugins: ReadonlySet<string> = new Set(['app', 'auth']);
