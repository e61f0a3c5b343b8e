import { jsonOf } from '../http/PortalClient';
import { Target } from '../target/Target';
import { Route } from './Route';
import { knownPlugins, knownRoutesOf } from './knownRoutes';
import { openApiRoutes } from './openApiRoutes';

/** Routes by plugin, from OpenAPI documents where there are any and from what we know. */
export async function discoverRoutes(
  target: Target,
): Promise<Map<string, Route[]>> {
  const found = new Map<string, Route[]>();
  for (const plugin of knownPlugins) {
    // Tenants may not be allowed to read the document; who sees everything may.
    const answer = await target.client.send(
      { method: 'GET', path: `/api/${plugin}/openapi.json` },
      target.omniscientToken ?? target.probers[0].token,
    );
    const documented =
      answer.status === 200 ? openApiRoutes(plugin, jsonOf(answer)) : [];
    const unheardOf = knownRoutesOf(plugin).filter(
      known =>
        !documented.some(
          route => route.method === known.method && route.path === known.path,
        ),
    );
    found.set(plugin, [...documented, ...unheardOf]);
  }
  return found.set('root', knownRoutesOf('root'));
}
