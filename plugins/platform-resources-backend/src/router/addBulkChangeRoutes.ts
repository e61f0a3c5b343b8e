import { HttpAuthService } from '@backstage/backend-plugin-api';
import { NewBulkChange } from '@commonhold/plugin-platform-resources-common';
import { BulkChangeService } from '../services/bulkChanges/BulkChangeService';
import { PlatformResourcesRouter } from './PlatformResourcesRouter';
import { mutable } from './mutable';
import { pageOf } from './pageOf';

/** Bulk changes, of the tag `changes` of the API. */
export function addBulkChangeRoutes(
  router: PlatformResourcesRouter,
  options: {
    readonly httpAuth: HttpAuthService;
    readonly bulkChanges: BulkChangeService;
  },
): void {
  const { httpAuth, bulkChanges } = options;

  router.get('/bulk-changes', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(mutable(await bulkChanges.list(pageOf(req.query), credentials)));
  });

  router.post('/bulk-changes', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const wanted = req.body as NewBulkChange;
    res
      .status(201)
      .json(mutable(await bulkChanges.create(wanted, credentials)));
  });

  router.get('/bulk-changes/:bulkId', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(mutable(await bulkChanges.get(req.params.bulkId, credentials)));
  });

  router.post('/bulk-changes/:bulkId/start', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(mutable(await bulkChanges.start(req.params.bulkId, credentials)));
  });

  router.post('/bulk-changes/:bulkId/stop', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(mutable(await bulkChanges.stop(req.params.bulkId, credentials)));
  });
}
