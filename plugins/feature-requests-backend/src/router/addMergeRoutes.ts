import { HttpAuthService } from '@backstage/backend-plugin-api';
import { MergeService } from '../services/MergeService';
import { OpenApiRouter, pageOf } from './openApiRouter';

export function addMergeRoutes(
  router: OpenApiRouter,
  { httpAuth, merges }: { httpAuth: HttpAuthService; merges: MergeService },
): void {
  router.post('/requests/:requestId/merge', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    res.json(await merges.merge(requestId, req.body.into, credentials));
  });

  router.post('/requests/:requestId/unmerge', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await merges.unmerge(req.params.requestId, credentials));
  });

  router.get('/requests/:requestId/duplicates', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    const page = pageOf(req.query);
    res.json(await merges.listDuplicates(requestId, page, credentials));
  });
}
