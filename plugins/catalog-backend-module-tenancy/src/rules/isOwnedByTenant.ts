import { catalogEntityPermissionResourceRef } from '@backstage/plugin-catalog-node/alpha';
import { createPermissionRule } from '@backstage/plugin-permission-node';
import { STAMP_TENANT_KEY, readStamp } from '@commonhold/plugin-tenancy-common';
import { z } from 'zod';

/**
 * Allows the entities that belong to one of the tenants.
 *
 * @public
 */
export const isOwnedByTenant = createPermissionRule({
  name: 'IS_OWNED_BY_TENANT',
  description: 'Allow entities that belong to one of these tenants',
  resourceRef: catalogEntityPermissionResourceRef,
  paramsSchema: z.object({
    tenants: z.array(z.string()).describe('Ids of tenants'),
  }),
  apply: (entity, { tenants }) => {
    const tenant = readStamp(entity)?.tenant;
    return tenant ? tenants.includes(tenant) : false;
  },
  toQuery: ({ tenants }) => ({ key: STAMP_TENANT_KEY, values: tenants }),
});
