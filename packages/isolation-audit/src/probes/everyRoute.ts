import { Route } from '../routes/Route';
import {
  fillQueries,
  fillRoute,
  hasParameters,
  samplesOf,
} from '../routes/fillRoute';
import { PortalRequest } from '../http/PortalClient';
import { SurfaceAudit } from './SurfaceAudit';
import { SurfaceProbes, forEach, get } from './SurfaceProbes';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Reads every route of a plugin, asking about hidden things wherever it takes an id. */
export function readEveryRoute(
  plugin: string,
  routes: readonly Route[],
): SurfaceProbes {
  return {
    surface: plugin,
    probe: async audit => {
      const reading = routes.filter(({ method }) => READING.has(method));
      await forEach(
        reading.filter(route => !hasParameters(route)),
        route => audit.reads(fillRoute(route, anySample(audit))),
      );
      await forEach(aboutHidden(audit, reading), request =>
        audit.asksAlike(request),
      );
      await forEach(otherReadings(audit, routes), request =>
        audit.asksAlike(request),
      );
    },
  };
}

/** Calls every route of a plugin that might change something, and methods that it does not have. */
export function writeEveryRoute(
  plugin: string,
  routes: readonly Route[],
): SurfaceProbes {
  return {
    surface: plugin,
    probe: async audit => {
      const { hidden, target } = audit;
      const requests = samplesOf(hidden, target.short ? 1 : 2).flatMap(sample =>
        paths(routes).flatMap(route =>
          ['POST', 'PUT', 'PATCH', 'DELETE']
            .map(method => fillRoute(route, sample, method))
            .filter(request => namesHidden(audit, request)),
        ),
      );
      await forEach(requests, request => audit.asksAlike(request));
    },
  };
}

function aboutHidden(
  audit: SurfaceAudit,
  routes: readonly Route[],
): PortalRequest[] {
  const { hidden, target } = audit;
  return samplesOf(hidden, target.short ? 2 : 6).flatMap((sample, index) =>
    routes.flatMap(route => [
      ...(hasParameters(route) ? [fillRoute(route, sample)] : []),
      ...(index < 2 ? fillQueries(route, sample) : []),
    ]),
  );
}

/** The same paths with methods that only look, and written as proxies and browsers may write them. */
function otherReadings(
  audit: SurfaceAudit,
  routes: readonly Route[],
): PortalRequest[] {
  const sample = anySample(audit);
  return paths(routes)
    .filter(hasParameters)
    .flatMap(route => {
      const { path } = fillRoute(route, sample, 'GET');
      return [
        { method: 'HEAD', path },
        { method: 'OPTIONS', path },
        get(`${path}/`),
        get(path.replace(/^\/api\//, '/API/')),
        get(path.replace(/\/(?=[^/]*$)/, '//')),
        get(path.replace(/\/(?=[^/]*$)/, '/%2e/')),
        { ...get(path), anonymous: true },
      ];
    })
    .filter(request => namesHidden(audit, request));
}

function anySample(audit: SurfaceAudit) {
  return samplesOf(audit.hidden, 1)[0];
}

function paths(routes: readonly Route[]): readonly Route[] {
  return routes.filter(
    (route, index) =>
      routes.findIndex(({ path }) => path === route.path) === index,
  );
}

function namesHidden(audit: SurfaceAudit, request: PortalRequest): boolean {
  return audit.target.secrets.isHidden(
    `${request.path} ${JSON.stringify(request.body)}`,
    audit.prober.id,
  );
}
