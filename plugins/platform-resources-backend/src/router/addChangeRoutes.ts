import { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { FileEdit } from '@commonhold/plugin-platform-resources-common';
import { ChangeService } from '../services/changes/ChangeService';
import { PlatformResourcesRouter } from './PlatformResourcesRouter';
import { mutable } from './mutable';
import { pageOf } from './pageOf';

/** Tag `changes` of the API. */
export function addChangeRoutes(
  router: PlatformResourcesRouter,
  options: {
    readonly httpAuth: HttpAuthService;
    readonly changes: ChangeService;
  },
): void {
  const { httpAuth, changes } = options;

  router.post(
    '/applications/:kind/:namespace/:name/preview',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      const ref = stringifyEntityRef(req.params);
      const { baseCommit } = req.body;
      const edits = req.body.edits as FileEdit[];
      const proposal = { baseCommit, edits };
      res.json(mutable(await changes.preview(ref, proposal, credentials)));
    },
  );

  router.post(
    '/applications/:kind/:namespace/:name/changes',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      const ref = stringifyEntityRef(req.params);
      const proposal = { ...req.body, edits: req.body.edits as FileEdit[] };
      res
        .status(201)
        .json(mutable(await changes.create(ref, proposal, credentials)));
    },
  );

  router.get('/changes', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { application, state, author, awaitingMe, bulk } = req.query;
    const query = { application, state, author, awaitingMe, bulk };
    const request = { ...pageOf(req.query), ...query };
    res.json(mutable(await changes.list(request, credentials)));
  });

  router.get('/changes/:changeId', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(mutable(await changes.get(req.params.changeId, credentials)));
  });

  router.post('/changes/:changeId/approve', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { comment = '' } = req.body;
    const { changeId } = req.params;
    res.json(mutable(await changes.approve(changeId, comment, credentials)));
  });

  router.post('/changes/:changeId/reject', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { comment = '' } = req.body;
    const { changeId } = req.params;
    res.json(mutable(await changes.reject(changeId, comment, credentials)));
  });

  router.post('/changes/:changeId/merge', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(mutable(await changes.merge(req.params.changeId, credentials)));
  });

  router.post('/changes/:changeId/withdraw', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(mutable(await changes.withdraw(req.params.changeId, credentials)));
  });

  router.post('/changes/:changeId/replan', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(mutable(await changes.replan(req.params.changeId, credentials)));
  });

  router.post('/changes/:changeId/roll-back', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { why = '' } = req.body;
    const { changeId } = req.params;
    res
      .status(201)
      .json(mutable(await changes.rollBack(changeId, why, credentials)));
  });
}
