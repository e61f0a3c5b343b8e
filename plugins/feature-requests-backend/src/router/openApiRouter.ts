import { createOpenApiRouter } from '../schema/openapi';

/** The generated router: it checks what is asked, and knows the answers. */
export type OpenApiRouter = Awaited<ReturnType<typeof createOpenApiRouter>>;

const DEFAULT_LIMIT = 20;

export function pageOf(query: { limit?: number; cursor?: string }) {
  return { limit: query.limit ?? DEFAULT_LIMIT, cursor: query.cursor };
}

/** The ref of the user that a path names. */
export function userRefOf(params: { namespace: string; name: string }): string {
  return `user:${params.namespace}/${params.name}`;
}
