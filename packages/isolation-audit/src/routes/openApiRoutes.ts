import { at, listAt, textAt } from '../http/json';
import { Route, methods } from './Route';

/**
 * The routes of an OpenAPI 3 document, as plugins serve theirs: with paths from
 * the root of the portal, or below the plugin.
 *
 * @param plugin - whose they are; server URLs in the document do not matter
 */
export function openApiRoutes(plugin: string, document: unknown): Route[] {
  const paths = at(document, 'paths');
  if (typeof paths !== 'object' || paths === null) {
    return [];
  }
  return Object.entries(paths).flatMap(([path, item]) =>
    methods
      .filter(method => at(item, method.toLowerCase()) !== undefined)
      .map(method => ({
        plugin,
        method,
        path: path.replace(new RegExp(`^/api/${plugin}(?=/|$)`), '') || '/',
        query: [
          ...listAt(item, 'parameters'),
          ...listAt(item, method.toLowerCase(), 'parameters'),
        ]
          .map(parameter => resolve(document, parameter))
          .flatMap(parameter =>
            textAt(parameter, 'in') === 'query'
              ? textAt(parameter, 'name') ?? []
              : [],
          ),
      })),
  );
}

/** Follows one reference within the document, as parameters are commonly shared. */
function resolve(document: unknown, value: unknown): unknown {
  const ref = textAt(value, '$ref');
  return ref?.startsWith('#/')
    ? at(document, ...ref.slice(2).split('/'))
    : value;
}
