import { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  TenantId,
  isTenantId,
  refusalCodes,
} from '@commonhold/plugin-tenancy-common';
import express from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { CallerService } from '../services/CallerService';
import { DirectoryService } from '../services/DirectoryService';
import { DirectoryStore } from '../store/DirectoryStore';
import { RefusalStore } from '../store/RefusalStore';

const acceptance = z.strictObject({
  entityRef: z.string().min(1).max(300),
  location: z.string().min(1).max(4000),
});

const refusal = acceptance.extend({
  tenant: z
    .custom<TenantId>(value => typeof value === 'string' && isTenantId(value))
    .nullable(),
  code: z.enum(refusalCodes),
  message: z.string().min(1).max(4000),
  detail: z.string().min(1).max(4000).optional(),
});

/**
 * What the portal's own backends ask, through the services of
 * `@commonhold/plugin-tenancy-node`. Not an API for anybody else: it answers
 * service credentials only and changes together with that package.
 */
export function createDirectoryRouter(options: {
  httpAuth: HttpAuthService;
  directory: DirectoryService;
  callers: CallerService;
  stores: {
    readonly directory: DirectoryStore;
    readonly refusals: RefusalStore;
  };
}): express.Router {
  const { httpAuth, directory, callers, stores } = options;
  const router = PromiseRouter();
  router.use(express.json());
  router.use(async (req, _, next) => {
    await httpAuth.credentials(req, { allow: ['service'] });
    next();
  });

  router.get('/', async (_, res) => {
    res.json(await directory.get());
  });

  router.get('/changes', async (req, res) => {
    const since = Number(req.query.since ?? 0);
    if (!Number.isSafeInteger(since) || since < 0) {
      throw new InputError('"since" must be a revision');
    }
    const { revision, keys } = await stores.directory.changesSince(since);
    res.json({ revision, keys, refused: await stores.refusals.entityRefs() });
  });

  router.get('/callers/:kind/:namespace/:name', async (req, res) => {
    const { kind, namespace, name } = req.params;
    const { memberships, viewing, ...caller } = await callers.get(
      `${kind}:${namespace}/${name}`,
    );
    res.json(caller);
  });

  router.get('/users/:namespace/:name/tenants', async (req, res) => {
    const { namespace, name } = req.params;
    const ref = stringifyEntityRef({ kind: 'user', namespace, name });
    res.json({ tenants: await stores.directory.tenantsOfUser(ref) });
  });

  router.put('/refusals', async (req, res) => {
    const report = parse(refusal, req.body);
    await stores.refusals.put(report, new Date().toISOString());
    res.status(204).end();
  });

  router.delete('/refusals', async (req, res) => {
    await stores.refusals.delete(parse(acceptance, req.body));
    res.status(204).end();
  });

  return router;
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    throw new InputError(z.prettifyError(parsed.error));
  }
  return parsed.data;
}
