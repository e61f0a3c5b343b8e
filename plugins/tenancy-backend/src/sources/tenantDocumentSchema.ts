import {
  TENANT_API_VERSION,
  TENANT_KIND,
  isTenantId,
  tenantStates,
} from '@commonhold/plugin-tenancy-common';
import { z } from 'zod';

const namespace = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'must be a catalog namespace: lower-case letters, digits and single hyphens',
  )
  .max(63);

const location = z.string().refine(isLocationPrefix, {
  message:
    'must be an absolute http, https or file URL without query or fragment',
});

function isLocationPrefix(value: string): boolean {
  if (!URL.canParse(value)) {
    return false;
  }
  const url = new URL(value);
  return (
    ['http:', 'https:', 'file:'].includes(url.protocol) &&
    url.search === '' &&
    url.hash === ''
  );
}

/** One YAML document that declares a tenant. Unknown keys are errors. */
export const tenantDocumentSchema = z.strictObject({
  apiVersion: z.literal(TENANT_API_VERSION),
  kind: z.literal(TENANT_KIND),
  metadata: z.strictObject({
    name: z.string().refine(isTenantId, {
      message:
        'must be a slug: lower-case letters, digits and single hyphens, at most 63 characters',
    }),
    title: z.string().min(1).max(100).optional(),
    description: z.string().max(2000).default(''),
  }),
  spec: z.strictObject({
    state: z.enum(tenantStates).default('active'),
    platform: z.boolean().default(false),
    groups: z.array(z.string()).min(1),
    admins: z.array(z.string()).default([]),
    namespaces: z.array(namespace).default([]),
    locations: z.array(location).default([]),
    entitlements: z
      .strictObject({
        plugins: z.array(z.string()).nullable().default(null),
        platformComponents: z.array(z.string()).nullable().default(null),
      })
      .default({ plugins: null, platformComponents: null }),
    quotas: z
      .strictObject({
        requestsPerMinute: z.int().positive().nullable().default(null),
        concurrentOperations: z.int().positive().nullable().default(null),
        resources: z.record(z.string(), z.int().nonnegative()).default({}),
      })
      .default({
        requestsPerMinute: null,
        concurrentOperations: null,
        resources: {},
      }),
  }),
});
