import { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ApplicationService } from '../services/applications/ApplicationService';
import { UsageService } from '../services/applications/UsageService';
import { PlatformResourcesRouter } from './PlatformResourcesRouter';
import { mutable } from './mutable';
import { pageOf } from './pageOf';

/** Tag `applications` of the API. */
export function addApplicationRoutes(
  router: PlatformResourcesRouter,
  options: {
    readonly httpAuth: HttpAuthService;
    readonly applications: ApplicationService;
    readonly usage: UsageService;
  },
): void {
  const { httpAuth, applications, usage } = options;

  router.get('/usage', async (req, res) => {
    await httpAuth.credentials(req, { allow: ['service'] });
    res.json(mutable({ items: await usage.list() }));
  });

  router.get('/applications', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { text, state } = req.query;
    const request = { ...pageOf(req.query), text, state };
    res.json(mutable(await applications.list(request, credentials)));
  });

  router.get('/applications/:kind/:namespace/:name', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const ref = stringifyEntityRef(req.params);
    res.json(mutable(await applications.get(ref, credentials)));
  });

  router.post(
    '/applications/:kind/:namespace/:name/refresh',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      await applications.refresh(stringifyEntityRef(req.params), credentials);
      res.status(202).end();
    },
  );

  router.get(
    '/applications/:kind/:namespace/:name/findings',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      const ref = stringifyEntityRef(req.params);
      const { commit } = req.query;
      const items = await applications.findings(ref, commit, credentials);
      res.json(mutable({ items }));
    },
  );

  router.get(
    '/applications/:kind/:namespace/:name/commits',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      const ref = stringifyEntityRef(req.params);
      res.json(
        mutable({ items: await applications.commits(ref, credentials) }),
      );
    },
  );

  router.get('/applications/:kind/:namespace/:name/nodes', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const ref = stringifyEntityRef(req.params);
    res.json(mutable({ items: await applications.nodes(ref, credentials) }));
  });

  router.get(
    '/applications/:kind/:namespace/:name/configuration',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      const ref = stringifyEntityRef(req.params);
      const { node = '.', component } = req.query;
      const place = { node, component };
      const items = await applications.configurations(ref, place, credentials);
      res.json(mutable({ items }));
    },
  );

  router.get(
    '/applications/:kind/:namespace/:name/explain',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      const ref = stringifyEntityRef(req.params);
      const { leaf, component, pointer = '' } = req.query;
      const place = { leaf, component, pointer };
      res.json(mutable(await applications.explain(ref, place, credentials)));
    },
  );

  router.get('/applications/:kind/:namespace/:name/files', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const ref = stringifyEntityRef(req.params);
    const { node = '.' } = req.query;
    const items = await applications.files(ref, node, credentials);
    res.json(mutable({ items }));
  });
}
