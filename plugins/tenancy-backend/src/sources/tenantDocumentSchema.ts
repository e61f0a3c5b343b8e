import {
  TENANT_API_VERSION,
  TENANT_KIND,
  tenantStates,
} from '@commonhold/plugin-tenancy-common';
import { z } from 'zod';
import { tenantDefaults, tenantFields } from '../declarations/tenantFields';

/** One YAML document that declares a tenant. Unknown keys are errors. */
export const tenantDocumentSchema = z.strictObject({
  apiVersion: z.literal(TENANT_API_VERSION),
  kind: z.literal(TENANT_KIND),
  metadata: z.strictObject({
    name: tenantFields.id,
    title: tenantFields.title.optional(),
    description: tenantFields.description.default(tenantDefaults.description),
  }),
  spec: z.strictObject({
    state: z.enum(tenantStates).default('active'),
    class: tenantFields.class.default(tenantDefaults.class),
    platform: tenantFields.platform.default(tenantDefaults.platform),
    signIn: tenantFields.signIn.default(tenantDefaults.signIn),
    groups: tenantFields.groups,
    admins: tenantFields.admins.default([]),
    namespaces: tenantFields.namespaces.default([]),
    locations: tenantFields.locations.default([]),
    entitlements: tenantFields.entitlements.default(
      tenantDefaults.entitlements,
    ),
    quotas: tenantFields.quotas.default(tenantDefaults.quotas),
  }),
});
