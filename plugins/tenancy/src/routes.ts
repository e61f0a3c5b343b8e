import { createRouteRef } from '@backstage/core-plugin-api';

/** The My tenant page. */
export const rootRouteRef = createRouteRef({ id: 'tenancy' });
