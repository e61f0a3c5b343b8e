/**
 * Personas let anybody be anybody.
 *
 * @throws Error unless the environment is one for development
 */
export function refuseProduction(
  environment: string | undefined,
): asserts environment is 'development' | 'test' {
  if (environment !== 'development' && environment !== 'test') {
    throw new Error(
      `Personas let anybody sign in as anybody, so they load only where NODE_ENV is "development" or "test", not ${
        environment === undefined ? 'unset' : `"${environment}"`
      }. Remove @commonhold/plugin-auth-backend-module-personas and auth.providers.personas, and set up a real sign-in`,
    );
  }
}
