import { catalogEntityPermissionResourceRef } from '@backstage/plugin-catalog-node/alpha';
import { createPermissionRule } from '@backstage/plugin-permission-node';
import {
  STAMP_AUDIENCE_KEY,
  readStamp,
} from '@commonhold/plugin-tenancy-common';
import { z } from 'zod';

/**
 * Allows the entities whose audience has one of the values. One key and a list
 * of values is one `EXISTS` in the catalog's SQL, however long the list is.
 *
 * @public
 */
export const isInAudience = createPermissionRule({
  name: 'IS_IN_AUDIENCE',
  description: 'Allow entities that one of these audiences may see',
  resourceRef: catalogEntityPermissionResourceRef,
  paramsSchema: z.object({
    audience: z
      .array(z.string())
      .describe('Values of metadata.tenancy.audience, such as tenant:payments'),
  }),
  apply: (entity, { audience }) =>
    readStamp(entity)?.audience.some(value => audience.includes(value)) ??
    false,
  toQuery: ({ audience }) => ({ key: STAMP_AUDIENCE_KEY, values: audience }),
});
