import { HttpAuthService } from '@backstage/backend-plugin-api';
import { ParticipationService } from '../services/ParticipationService';
import { OpenApiRouter, pageOf } from './openApiRouter';

export function addParticipationRoutes(
  router: OpenApiRouter,
  {
    httpAuth,
    participation,
  }: { httpAuth: HttpAuthService; participation: ParticipationService },
): void {
  router.put('/requests/:requestId/watch', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    res.json(await participation.watch(requestId, true, credentials));
  });

  router.delete('/requests/:requestId/watch', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    res.json(await participation.watch(requestId, false, credentials));
  });

  router.put('/requests/:requestId/help', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    res.json(await participation.setHelp(requestId, req.body, credentials));
  });

  router.get('/requests/:requestId/volunteers', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    res.json(
      await participation.listVolunteers(
        requestId,
        pageOf(req.query),
        credentials,
      ),
    );
  });

  router.put('/requests/:requestId/volunteers/me', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    res.json(
      await participation.volunteer(requestId, req.body ?? {}, credentials),
    );
  });

  router.delete('/requests/:requestId/volunteers/me', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    res.json(await participation.volunteer(requestId, null, credentials));
  });
}
