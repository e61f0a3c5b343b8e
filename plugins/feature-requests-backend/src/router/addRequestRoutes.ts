import { HttpAuthService } from '@backstage/backend-plugin-api';
import { RequestService } from '../services/RequestService';
import { OpenApiRouter, pageOf } from './openApiRouter';

export function addRequestRoutes(
  router: OpenApiRouter,
  {
    httpAuth,
    requests,
  }: { httpAuth: HttpAuthService; requests: RequestService },
): void {
  router.get('/requests', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const request = { ...req.query, ...pageOf(req.query) };
    res.json(await requests.list(request, credentials));
  });

  router.get('/facets', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await requests.facets(req.query, credentials));
  });

  router.post('/requests', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.status(201).json(await requests.create(req.body, credentials));
  });

  router.get('/requests/:requestId', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await requests.get(req.params.requestId, credentials));
  });

  router.patch('/requests/:requestId', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    res.json(await requests.update(requestId, req.body, credentials));
  });

  router.delete('/requests/:requestId', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await requests.delete(req.params.requestId, credentials);
    res.status(204).end();
  });

  router.get('/requests/:requestId/history', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { requestId } = req.params;
    const page = pageOf(req.query);
    res.json(await requests.listEvents(requestId, page, credentials));
  });
}
