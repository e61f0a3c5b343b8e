import { HttpAuthService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { ResourceHealth } from '@commonhold/plugin-platform-resources-common';
import { DriftAdoption } from '../services/drift/DriftAdoption';
import { ResourceService } from '../services/resources/ResourceService';
import { ResourceQuery } from '../store/ResourceStore';
import { mutable } from './mutable';
import { pageOf } from './pageOf';
import { PlatformResourcesRouter } from './PlatformResourcesRouter';

/** Tags `resources` and `components` of the API. */
export function addResourceRoutes(
  router: PlatformResourcesRouter,
  options: {
    readonly httpAuth: HttpAuthService;
    readonly resources: ResourceService;
    readonly adoption: DriftAdoption;
  },
): void {
  const { httpAuth, resources, adoption } = options;

  router.get('/resources', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const request = { ...pageOf(req.query), ...queryOf(req.query) };
    res.json(mutable(await resources.list(request, credentials)));
  });

  router.get('/resources/counts', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const items = await resources.counts(queryOf(req.query), credentials);
    res.json(mutable({ items }));
  });

  router.get('/resources/:resourceId', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { resourceId } = req.params;
    res.json(mutable(await resources.get(resourceId, credentials)));
  });

  router.get('/resources/:resourceId/generations', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { resourceId } = req.params;
    const items = await resources.generations(resourceId, credentials);
    res.json(mutable({ items }));
  });

  router.post('/resources/:resourceId/refresh', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { resourceId } = req.params;
    res.json(mutable(await resources.refresh(resourceId, credentials)));
  });

  router.post('/resources/:resourceId/revert', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { resourceId } = req.params;
    const operation = await resources.revert(resourceId, credentials);
    res.status(202).json(mutable(operation));
  });

  router.post('/resources/:resourceId/adopt', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const { resourceId } = req.params;
    const { why = '' } = req.body;
    const { id } = await adoption.adopt(resourceId, why, credentials);
    res.status(201).json({ change: id });
  });

  router.put('/resources/:resourceId/ignored-drift', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { resourceId } = req.params;
    const { until, reason } = req.body;
    res.json(
      mutable(
        await resources.ignoreDrift(resourceId, until, reason, credentials),
      ),
    );
  });

  router.delete('/resources/:resourceId/ignored-drift', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { resourceId } = req.params;
    res.json(mutable(await resources.heedDrift(resourceId, credentials)));
  });

  router.put('/resources/:resourceId/protection', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { resourceId } = req.params;
    const { reason } = req.body;
    res.json(mutable(await resources.protect(resourceId, reason, credentials)));
  });

  router.delete('/resources/:resourceId/protection', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { resourceId } = req.params;
    res.json(mutable(await resources.unprotect(resourceId, credentials)));
  });

  router.put('/resources/:resourceId/expiry', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { resourceId } = req.params;
    res.json(
      mutable(await resources.expire(resourceId, req.body.at, credentials)),
    );
  });

  router.delete('/resources/:resourceId/expiry', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { resourceId } = req.params;
    res.json(mutable(await resources.keep(resourceId, credentials)));
  });

  router.get('/resources/:resourceId/actions', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { resourceId } = req.params;
    const items = await resources.actions(resourceId, credentials);
    res.json(mutable({ items }));
  });

  router.post('/resources/:resourceId/actions/:actionId', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const { resourceId, actionId } = req.params;
    const input = req.body.input as JsonObject;
    // What it answers may be a secret.
    res.set('Cache-Control', 'no-store');
    res.json(
      mutable(
        await resources.runAction(resourceId, actionId, input, credentials),
      ),
    );
  });

  router.get('/components/adoption', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(mutable({ items: await resources.adoption(credentials) }));
  });
}

function queryOf(query: {
  application?: string;
  component?: string;
  tenant?: string;
  health?: ResourceHealth[];
  node?: string;
  text?: string;
}): ResourceQuery {
  const { application, component, tenant, health, node, text } = query;
  return { application, component, tenant, healths: health, node, text };
}
