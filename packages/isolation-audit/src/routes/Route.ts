export const methods = [
  'GET',
  'HEAD',
  'OPTIONS',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
] as const;
export type Method = (typeof methods)[number];

/** A route of a plugin, with `{parameters}` in its path. */
export type Route = {
  readonly plugin: string;
  readonly method: Method;
  /** Below `/api/<plugin>`, or from the root for the plugin `root`. */
  readonly path: string;
  /** Names of its query parameters. */
  readonly query: readonly string[];
};

export function fullPath(route: Route): string {
  return route.plugin === 'root'
    ? route.path
    : `/api/${route.plugin}${route.path}`;
}
