import { createRouteRef } from '@backstage/core-plugin-api';

/** The board; what else there is, is below it. */
export const rootRouteRef = createRouteRef({ id: 'feature-requests' });
