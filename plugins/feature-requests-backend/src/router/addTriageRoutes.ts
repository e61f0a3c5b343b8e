import { HttpAuthService } from '@backstage/backend-plugin-api';
import { TriageService } from '../services/TriageService';
import { OpenApiRouter } from './openApiRouter';

export function addTriageRoutes(
  router: OpenApiRouter,
  { httpAuth, triage }: { httpAuth: HttpAuthService; triage: TriageService },
): void {
  router.put('/requests/:requestId/status', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    res.json(await triage.setStatus(requestId, req.body, credentials));
  });

  router.put('/requests/:requestId/response', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    res.json(await triage.setResponse(requestId, req.body.text, credentials));
  });

  router.delete('/requests/:requestId/response', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    res.json(await triage.setResponse(requestId, null, credentials));
  });
}
