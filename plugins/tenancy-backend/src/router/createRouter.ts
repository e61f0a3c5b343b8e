import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import express from 'express';
import { createOpenApiRouter } from '../schema/openapi';
import { HealthService } from '../services/HealthService';
import { AccessService } from '../services/AccessService';
import { LocationService } from '../services/LocationService';
import { TenantEditor } from '../services/TenantEditor';
import { PageRequest, TenantService } from '../services/TenantService';
import { UnassignedService } from '../services/UnassignedService';
import { ViewAsService } from '../services/ViewAsService';

const DEFAULT_LIMIT = 20;

/** The HTTP API for people, as `schema/openapi.yaml` describes it. */
export async function createRouter(options: {
  httpAuth: HttpAuthService;
  tenants: TenantService;
  editor: TenantEditor;
  unassigned: UnassignedService;
  access: AccessService;
  viewAs: ViewAsService;
  locations: LocationService;
  health: HealthService;
}): Promise<express.Router> {
  const {
    httpAuth,
    tenants,
    editor,
    unassigned,
    access,
    viewAs,
    locations,
    health,
  } = options;
  const router = await createOpenApiRouter();

  router.get('/health', async (_, res) => {
    const answer = await health.get();
    res.status(answer.status === 'ok' ? 200 : 503).json(answer);
  });

  router.get('/me', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    res.json(mutable(await tenants.getMe(credentials)));
  });

  router.get('/tenants', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { text, state, tenantClass } = req.query;
    const request = {
      ...pageOf(req.query),
      text,
      state,
      class: tenantClass,
    };
    res.json(mutable(await tenants.list(request, credentials)));
  });

  router.get('/tenants/:tenantId', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(mutable(await tenants.get(req.params.tenantId, credentials)));
  });

  router.post('/tenants', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.status(201).json(mutable(await editor.create(req.body, credentials)));
  });

  router.patch('/tenants/:tenantId', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { tenantId } = req.params;
    const version = { updatedAt: versionOf(req.get('if-match')) };
    res.json(
      mutable(await editor.update(tenantId, req.body, version, credentials)),
    );
  });

  router.post('/tenants/:tenantId/suspend', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { tenantId } = req.params;
    res.json(
      mutable(await editor.changeState(tenantId, 'suspend', credentials)),
    );
  });

  router.post('/tenants/:tenantId/resume', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { tenantId } = req.params;
    res.json(
      mutable(await editor.changeState(tenantId, 'resume', credentials)),
    );
  });

  router.post('/tenants/:tenantId/archive', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { tenantId } = req.params;
    res.json(
      mutable(await editor.changeState(tenantId, 'archive', credentials)),
    );
  });

  router.get('/tenants/:tenantId/events', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { tenantId } = req.params;
    const page = pageOf(req.query);
    res.json(mutable(await tenants.listEvents(tenantId, page, credentials)));
  });

  router.get('/tenants/:tenantId/members', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { tenantId } = req.params;
    const page = pageOf(req.query);
    res.json(mutable(await tenants.listMembers(tenantId, page, credentials)));
  });

  router.get('/tenants/:tenantId/refusals', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { tenantId } = req.params;
    const page = pageOf(req.query);
    res.json(mutable(await tenants.listRefusals(tenantId, page, credentials)));
  });

  router.get('/tenants/:tenantId/locations', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { tenantId } = req.params;
    const page = pageOf(req.query);
    res.json(mutable(await locations.list(tenantId, page, credentials)));
  });

  router.post('/tenants/:tenantId/locations', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { tenantId } = req.params;
    const { dryRun, ...location } = req.body;
    if (dryRun) {
      res.json(
        mutable(await locations.preview(tenantId, location, credentials)),
      );
    } else {
      res
        .status(201)
        .json(
          mutable(await locations.register(tenantId, location, credentials)),
        );
    }
  });

  router.delete(
    '/tenants/:tenantId/locations/:locationId',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      const { tenantId, locationId } = req.params;
      await locations.remove(tenantId, locationId, credentials);
      res.status(204).end();
    },
  );

  router.get('/sources', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json({ items: await tenants.listSources(credentials) });
  });

  router.get('/unassigned', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(mutable(await unassigned.list(pageOf(req.query), credentials)));
  });

  router.post('/explain', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(mutable(await access.explain(req.body, credentials)));
  });

  router.put('/view-as', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    res.json(await viewAs.start(req.body.tenantId, credentials));
  });

  router.delete('/view-as', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    await viewAs.stop(credentials);
    res.status(204).end();
  });

  return router;
}

/** @param ifMatch - an entity tag that is the `updatedAt` of the tenant */
function versionOf(ifMatch: string | undefined): string {
  const version = ifMatch && /^"?([^"]+)"?$/.exec(ifMatch.trim())?.[1];
  if (!version) {
    throw new InputError(
      "Send the updatedAt of the tenant that you changed as the header If-Match, so that nobody else's change is lost",
    );
  }
  return version;
}

function pageOf(query: { limit?: number; cursor?: string }): PageRequest {
  return { limit: query.limit ?? DEFAULT_LIMIT, cursor: query.cursor };
}

type Mutable<T> = T extends string | number | boolean | null | undefined
  ? T
  : { -readonly [K in keyof T]: Mutable<T[K]> };

/** The generated types of answers have no `readonly`; ours do. */
function mutable<T>(value: T): Mutable<T> {
  return value as Mutable<T>;
}
