import { configApiRef, useApi } from '@backstage/core-plugin-api';

/** The path of the portal's home page, also where it lives below another site. */
export function useHomeAddress(): string {
  const baseUrl = useApi(configApiRef).getOptionalString('app.baseUrl');
  return baseUrl ? new URL(baseUrl, window.location.origin).pathname : '/';
}
