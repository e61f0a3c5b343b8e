import {
  RootConfigService,
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  StampLookup,
  tenancyServiceRef,
} from '@commonhold/plugin-tenancy-node';
import { CatalogGuard } from './catalog/CatalogGuard';
import { WholeList } from './catalog/WholeList';
import { Gate } from './Gate';
import { requestQuotaServiceRef } from './requestQuotaServiceRef';
import {
  RouteMatcher,
  createRouteMatcher,
  parseSafeRoute,
} from './routeMatcher';
import { scaffolderGuard } from './scaffolderGuard';
import {
  SafeRoute,
  describingRoute,
  openPlugins,
  safeRoutes,
} from './safeRoutes';
import { createViewingGuard } from './viewing';

/** How old an answer may be; part of the five seconds that a change may take. */
const STAMP_TTL_MS = 2_000;

const gateServiceRef = createServiceRef<Gate | undefined>({
  id: 'commonhold.tenancy-gate',
  scope: 'plugin',
});

/**
 * Puts a gate in front of every plugin of the backend, also of those that know
 * nothing of tenancy: a service that is made for each plugin, before the plugin
 * adds its own routes.
 */
export const gateServiceFactory = createServiceFactory({
  service: gateServiceRef,
  initialization: 'always',
  deps: {
    auth: coreServices.auth,
    catalog: catalogServiceRef,
    config: coreServices.rootConfig,
    discovery: coreServices.discovery,
    httpAuth: coreServices.httpAuth,
    httpRouter: coreServices.httpRouter,
    logger: coreServices.logger,
    plugin: coreServices.pluginMetadata,
    quota: requestQuotaServiceRef,
    tenancy: tenancyServiceRef,
  },
  factory({
    auth,
    catalog,
    config,
    discovery,
    httpAuth,
    httpRouter,
    logger,
    plugin,
    quota,
    tenancy,
  }) {
    const pluginId = plugin.getId();
    if (openPlugins.has(pluginId)) {
      return undefined;
    }
    const catalogGuard =
      pluginId === 'catalog'
        ? new CatalogGuard(
            new StampLookup({ auth, catalog, ttlMs: STAMP_TTL_MS }),
            new WholeList({ auth, httpAuth, discovery }),
          )
        : undefined;
    const guard =
      pluginId === 'scaffolder' ? scaffolderGuard : catalogGuard?.handle;
    const opened = readOpenedRoutes(config, pluginId);
    const declared = createRouteMatcher([
      describingRoute,
      ...(catalogGuard?.routes ?? safeRoutes[pluginId] ?? []),
      ...(opened === 'all' ? [] : opened),
    ]);
    const isSafe: RouteMatcher = (req, res) =>
      opened === 'all' || declared(req, res);
    const gate = new Gate({
      pluginId,
      auth,
      httpAuth,
      logger,
      tenancy,
      quota,
      isSafe,
      guard,
      viewing: createViewingGuard(pluginId),
    });
    httpRouter.use(gate.middleware);
    return gate;
  },
});

/** What `tenancy.gate.open` adds for a plugin: some routes, or all. */
function readOpenedRoutes(
  config: RootConfigService,
  pluginId: string,
): SafeRoute[] | 'all' {
  const entries = config.getOptionalConfigArray('tenancy.gate.open') ?? [];
  const routes: SafeRoute[] = [];
  for (const [index, entry] of entries.entries()) {
    if (entry.getString('plugin') === pluginId) {
      const listed = entry.getOptionalStringArray('routes');
      if (!listed) {
        if (pluginId === 'catalog') {
          throw new Error(
            `tenancy.gate.open[${index}] opens the whole catalog, which shows tenants to each other: name routes`,
          );
        }
        return 'all';
      }
      routes.push(
        ...listed.map((route, i) =>
          parseSafeRoute(route, `tenancy.gate.open[${index}].routes[${i}]`),
        ),
      );
    }
  }
  return routes;
}
