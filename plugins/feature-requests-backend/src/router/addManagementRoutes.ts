import { HttpAuthService } from '@backstage/backend-plugin-api';
import { ModerationService } from '../services/ModerationService';
import { PriorityService } from '../services/PriorityService';
import { OpenApiRouter } from './openApiRouter';

export function addManagementRoutes(
  router: OpenApiRouter,
  services: {
    httpAuth: HttpAuthService;
    moderation: ModerationService;
    priorities: PriorityService;
  },
): void {
  const { httpAuth, moderation, priorities } = services;

  router.put('/requests/:requestId/moderation', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    res.json(await moderation.moderate(requestId, req.body, credentials));
  });

  router.get('/requests/:requestId/priority', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await priorities.get(req.params.requestId, credentials));
  });

  router.put('/requests/:requestId/priority', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    res.json(await priorities.set(requestId, req.body, credentials));
  });

  router.delete('/requests/:requestId/priority', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await priorities.set(req.params.requestId, null, credentials));
  });
}
