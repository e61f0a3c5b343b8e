import { HttpAuthService } from '@backstage/backend-plugin-api';
import { OperationService } from '../services/operations/OperationService';
import { mutable } from './mutable';
import { pageOf } from './pageOf';
import { PlatformResourcesRouter } from './PlatformResourcesRouter';

/** Tag `operations` of the API. */
export function addOperationRoutes(
  router: PlatformResourcesRouter,
  options: {
    readonly httpAuth: HttpAuthService;
    readonly operations: OperationService;
  },
): void {
  const { httpAuth, operations } = options;

  router.get('/operations', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { resource, application, component, change, state } = req.query;
    const request = {
      ...pageOf(req.query),
      resource,
      application,
      component,
      change,
      states: state,
    };
    res.json(mutable(await operations.list(request, credentials)));
  });

  router.get('/operations/:operationId', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { operationId } = req.params;
    res.json(mutable(await operations.get(operationId, credentials)));
  });

  router.get('/operations/:operationId/log', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { operationId } = req.params;
    const { after } = req.query;
    const items = await operations.log(operationId, after, credentials);
    res.json(mutable({ items }));
  });

  router.post('/operations/:operationId/cancel', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { operationId } = req.params;
    const operation = await operations.cancel(operationId, credentials);
    res.status(202).json(mutable(operation));
  });

  router.post('/operations/:operationId/retry', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { operationId } = req.params;
    const acceptLoss = req.body.acceptLoss === true;
    res
      .status(202)
      .json(
        mutable(await operations.retry(operationId, acceptLoss, credentials)),
      );
  });
}
