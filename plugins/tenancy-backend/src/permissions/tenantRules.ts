import {
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_TENANT,
  Tenant,
} from '@commonhold/plugin-tenancy-common';
import { z } from 'zod';

/** A filter over tenants, as the store takes it. */
export type TenantFilter = { readonly ids: readonly string[] };

/** @public */
export const tenantPermissionResourceRef = createPermissionResourceRef<
  Tenant,
  TenantFilter
>().with({ pluginId: 'tenancy', resourceType: RESOURCE_TYPE_TENANT });

/**
 * Allows the tenants that it lists.
 *
 * @public
 */
export const isOneOf = createPermissionRule({
  name: 'IS_ONE_OF',
  description: 'Allow the tenants whose ids are listed',
  resourceRef: tenantPermissionResourceRef,
  paramsSchema: z.object({
    ids: z.array(z.string()).describe('Ids of tenants'),
  }),
  apply: (tenant, { ids }) => ids.includes(tenant.id),
  toQuery: ({ ids }) => ({ ids }),
});
