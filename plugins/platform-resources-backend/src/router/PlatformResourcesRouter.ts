import { createOpenApiRouter } from '../schema/openapi';

/** The router that `schema/openapi.yaml` describes. */
export type PlatformResourcesRouter = Awaited<
  ReturnType<typeof createOpenApiRouter>
>;
