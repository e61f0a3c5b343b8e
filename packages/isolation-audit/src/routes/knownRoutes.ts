import { Method, Route } from './Route';

/**
 * Routes of well-known plugins that publish no OpenAPI document, or of parts of
 * plugins that their document leaves out: read in Backstage 1.55.
 */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  app: ['GET /', 'GET /static/{name}', 'GET /index.html'],
  auth: [
    'GET /.well-known/openid-configuration',
    'GET /.well-known/jwks.json',
    'GET /.well-known/oauth-client/cli.json',
    'GET /v1/userinfo',
    'GET /v1/sessions/{id}',
    'POST /v1/sessions/{id}/approve',
    'POST /v1/sessions/{id}/reject',
    'GET /v1/authorize',
    'POST /v1/token',
    'POST /v1/register',
    'POST /v1/revoke',
    'GET /{name}/start',
    'GET /{name}/refresh',
    'GET /{name}/handler/frame',
    'POST /{name}/logout',
  ],
  catalog: [
    'GET /entities/unprocessed/failed ?owner',
    'GET /entities/unprocessed/pending ?owner',
    'DELETE /entities/unprocessed/delete/{uid}',
  ],
  devtools: [
    'GET /health',
    'GET /info',
    'GET /config',
    'GET /external-dependencies',
    'GET /scheduled-tasks',
  ],
  events: ['POST /http/{name}'],
  kubernetes: [
    'GET /clusters',
    'POST /services/{name}',
    'POST /resources/workloads/query',
    'POST /resources/custom/query',
    'GET /proxy/api/v1/pods',
    'GET /proxy/api/v1/namespaces/{namespace}/pods/{name}',
  ],
  'mcp-actions': ['GET /v1', 'POST /v1', 'DELETE /v1', 'POST /v1/{name}'],
  permission: ['GET /health', 'POST /authorize'],
  proxy: ['GET /{name}', 'POST /{name}', 'DELETE /{name}'],
  scaffolder: [
    'GET /v2/tasks/{taskId}/eventstream',
    'POST /v2/templates/{namespace}/{kind}/{name}/parameter-schema',
  ],
  signals: ['GET /', 'GET /health'],
  techdocs: [
    'GET /metadata/techdocs/{namespace}/{kind}/{name}',
    'GET /metadata/entity/{namespace}/{kind}/{name}',
    'GET /sync/{namespace}/{kind}/{name}',
    'GET /static/docs/{namespace}/{kind}/{name}/index.html',
    'GET /static/docs/{namespace}/{kind}/{name}/techdocs_metadata.json',
    'GET /static/docs/{namespace}/{kind}/{name}/search/search_index.json',
  ],
  'user-settings': [
    'GET /buckets/{bucket}/keys/{key}',
    'PUT /buckets/{bucket}/keys/{key}',
    'DELETE /buckets/{bucket}/keys/{key}',
    'POST /multiget',
  ],
};

/** What the framework adds to every plugin. */
const EVERYWHERE: readonly string[] = [
  'GET /openapi.json',
  'GET /.backstage/health/v1/readiness',
  'GET /.backstage/actions/v1/actions',
  'POST /.backstage/actions/v1/actions/{name}/invoke',
  'POST /.backstage/actions/v2/actions/{name}/invoke',
  'GET /.backstage/auth/v1/jwks.json',
  'GET /.backstage/scheduler/v1/tasks',
  'POST /.backstage/scheduler/v1/tasks/{name}/trigger',
  'POST /.backstage/scheduler/v1/tasks/{name}/cancel',
  'GET /.well-known/backstage/permissions/metadata',
  'POST /.well-known/backstage/permissions/apply-conditions',
  'GET /{name}',
  'GET /{name}/{name}',
];

const ROOT: readonly string[] = [
  'GET /',
  'GET /index.html',
  'GET /catalog/{namespace}/{kind}/{name}',
  'GET /docs/{namespace}/{kind}/{name}',
  'GET /metrics',
  'GET /api',
  'GET /api/{name}',
  'POST /api/{name}/{name}',
  'GET /.backstage/health/v1/readiness',
  'GET /.backstage/health/v1/liveness',
  'GET /.backstage/systemMetadata/v1/features/installed',
  'GET /.well-known/oauth-authorization-server',
  'GET /.well-known/oauth-protected-resource/api/mcp-actions/v1/{name}',
  'GET /.well-known/openid-configuration',
];

/** Plugins that may be installed; which are is found by asking. */
export const knownPlugins: readonly string[] = [
  ...Object.keys(KNOWN),
  'feature-requests',
  'notifications',
  'platform-resources',
  'search',
  'tenancy',
].sort();

export function knownRoutesOf(plugin: string): Route[] {
  const own =
    plugin === 'root' ? ROOT : [...(KNOWN[plugin] ?? []), ...EVERYWHERE];
  return own.map(line => parseRoute(plugin, line));
}

/** @param line - `GET /path/{parameter} ?query,parameters` */
export function parseRoute(plugin: string, line: string): Route {
  const match = /^([A-Z]+) (\S+)(?: \?(\S+))?$/.exec(line);
  if (!match) {
    throw new Error(`"${line}" is no route`);
  }
  return {
    plugin,
    method: match[1] as Method,
    path: match[2],
    query: match[3]?.split(',') ?? [],
  };
}
