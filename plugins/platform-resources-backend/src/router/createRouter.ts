import { HttpAuthService } from '@backstage/backend-plugin-api';
import { createOpenApiRouter } from '../schema/openapi';
import { HealthService } from '../services/HealthService';
import { ApplicationService } from '../services/applications/ApplicationService';
import { UsageService } from '../services/applications/UsageService';
import { BulkChangeService } from '../services/bulkChanges/BulkChangeService';
import { ChangeService } from '../services/changes/ChangeService';
import { DriftAdoption } from '../services/drift/DriftAdoption';
import { OperationService } from '../services/operations/OperationService';
import { ResourceService } from '../services/resources/ResourceService';
import { PlatformResourcesRouter } from './PlatformResourcesRouter';
import { addApplicationRoutes } from './addApplicationRoutes';
import { addBulkChangeRoutes } from './addBulkChangeRoutes';
import { addChangeRoutes } from './addChangeRoutes';
import { addOperationRoutes } from './addOperationRoutes';
import { addResourceRoutes } from './addResourceRoutes';

/** The HTTP API, as `schema/openapi.yaml` describes it: a file a tag. */
export async function createRouter(options: {
  readonly httpAuth: HttpAuthService;
  readonly applications: ApplicationService;
  readonly usage: UsageService;
  readonly changes: ChangeService;
  readonly bulkChanges: BulkChangeService;
  readonly resources: ResourceService;
  readonly operations: OperationService;
  readonly adoption: DriftAdoption;
  readonly health: HealthService;
}): Promise<PlatformResourcesRouter> {
  const router = await createOpenApiRouter();

  router.get('/health', async (_, res) => {
    const answer = await options.health.get();
    // A repository that cannot be read is its owner's affair: the portal works.
    res.json({
      status: answer.status,
      repositories: answer.repositories as Record<string, number>,
    });
  });

  addApplicationRoutes(router, options);
  addChangeRoutes(router, options);
  addBulkChangeRoutes(router, options);
  addResourceRoutes(router, options);
  addOperationRoutes(router, options);

  return router;
}
