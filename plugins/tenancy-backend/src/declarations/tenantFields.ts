import { isTenantId, tenantClasses } from '@commonhold/plugin-tenancy-common';
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

/**
 * The fields of a tenant, wherever somebody declares one: in YAML or in the
 * portal. Limits and messages are the same everywhere.
 */
export const tenantFields = {
  id: z.string().refine(isTenantId, {
    message:
      'must be a slug: lower-case letters, digits and single hyphens, at most 63 characters',
  }),
  title: z.string().min(1).max(100),
  description: z.string().max(2000),
  class: z.enum(tenantClasses),
  platform: z.boolean(),
  groups: z.array(z.string()).min(1),
  admins: z.array(z.string()),
  namespaces: z.array(namespace),
  locations: z.array(location),
  signIn: z.strictObject({
    providers: z
      .array(
        z
          .string()
          .min(1)
          .max(100)
          .regex(
            /^[a-zA-Z0-9_-]+$/,
            'must be the id of a sign-in provider, as in auth.providers',
          ),
      )
      .default([]),
  }),
  entitlements: z.strictObject({
    plugins: z.array(z.string()).nullable().default(null),
    platformComponents: z.array(z.string()).nullable().default(null),
  }),
  quotas: z.strictObject({
    requestsPerMinute: z.int().positive().nullable().default(null),
    concurrentOperations: z.int().positive().nullable().default(null),
    resources: z.record(z.string(), z.int().nonnegative()).default({}),
  }),
};

/** What a field is where the declaration does not say. */
export const tenantDefaults = {
  description: '',
  class: 'internal',
  platform: false,
  signIn: { providers: [] as string[] },
  entitlements: { plugins: null, platformComponents: null },
  quotas: {
    requestsPerMinute: null,
    concurrentOperations: null,
    resources: {},
  },
} as const;
