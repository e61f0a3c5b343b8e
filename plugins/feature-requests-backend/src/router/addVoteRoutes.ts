import { HttpAuthService } from '@backstage/backend-plugin-api';
import { VoteService } from '../services/VoteService';
import { OpenApiRouter, pageOf, userRefOf } from './openApiRouter';

export function addVoteRoutes(
  router: OpenApiRouter,
  { httpAuth, votes }: { httpAuth: HttpAuthService; votes: VoteService },
): void {
  router.put('/requests/:requestId/vote', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    res.json(await votes.put(requestId, req.body ?? {}, credentials));
  });

  router.delete('/requests/:requestId/vote', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await votes.delete(req.params.requestId, credentials));
  });

  router.get('/requests/:requestId/votes', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    res.json(await votes.list(requestId, pageOf(req.query), credentials));
  });

  router.put(
    '/requests/:requestId/votes/:namespace/:name',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      const { requestId } = req.params;
      const voter = userRefOf(req.params);
      res.json(
        await votes.putOnBehalf(requestId, voter, req.body ?? {}, credentials),
      );
    },
  );

  router.delete(
    '/requests/:requestId/votes/:namespace/:name',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      const { requestId } = req.params;
      const voter = userRefOf(req.params);
      res.json(await votes.deleteOnBehalf(requestId, voter, credentials));
    },
  );

  router.get('/requests/:requestId/demand', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await votes.getDemand(req.params.requestId, credentials));
  });
}
