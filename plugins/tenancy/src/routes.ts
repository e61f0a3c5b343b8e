import { createRouteRef } from '@backstage/core-plugin-api';

/** The My tenant page. */
export const rootRouteRef = createRouteRef({ id: 'tenancy' });

/** The Tenants page of operators and auditors. */
export const tenantsRouteRef = createRouteRef({ id: 'tenancy:tenants' });
