import { InputError } from '@backstage/errors';
import {
  TenantDeclaration,
  TenantPatch,
  parseTenantId,
} from '@commonhold/plugin-tenancy-common';
import { z } from 'zod';
import { atField } from './atField';
import { readRef, refKinds } from './readRef';
import { tenantDefaults, tenantFields } from './tenantFields';

const newTenant = z.strictObject({
  ...tenantFields,
  title: tenantFields.title.optional(),
  description: tenantFields.description.default(tenantDefaults.description),
  class: tenantFields.class.default(tenantDefaults.class),
  platform: tenantFields.platform.default(tenantDefaults.platform),
  signIn: tenantFields.signIn.default(tenantDefaults.signIn),
  admins: tenantFields.admins.default([]),
  namespaces: tenantFields.namespaces.default([]),
  locations: tenantFields.locations.default([]),
  entitlements: tenantFields.entitlements.default(tenantDefaults.entitlements),
  quotas: tenantFields.quotas.default(tenantDefaults.quotas),
});

const tenantPatch = z
  .strictObject(tenantFields)
  .omit({ id: true, platform: true })
  .partial();

/** @throws InputError that says what is wrong, and where */
export function readNewTenant(body: unknown): TenantDeclaration {
  const { id, title, ...rest } = parse(newTenant, body);
  return {
    ...rest,
    id: parseTenantId(id),
    title: title ?? id,
    state: 'active',
    groups: readRefs('groups', rest.groups),
    admins: readRefs('admins', rest.admins),
  };
}

/** @throws InputError that says what is wrong, and where */
export function readTenantPatch(body: unknown): TenantPatch {
  const { groups, admins, ...rest } = parse(tenantPatch, body);
  return {
    ...rest,
    ...(groups && { groups: readRefs('groups', groups) }),
    ...(admins && { admins: readRefs('admins', admins) }),
  };
}

function readRefs(field: 'groups' | 'admins', refs: readonly string[]) {
  return refs.map((ref, index) => {
    try {
      return readRef(ref, refKinds[field]);
    } catch (error) {
      throw atField(
        new InputError(
          `Not a tenant: ${field}.${index}: ${
            error instanceof Error ? error.message : error
          }`,
        ),
        field,
      );
    }
  });
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue.path.map(String);
    const at = path.length ? `${path.join('.')}: ` : '';
    const problem = new InputError(`Not a tenant: ${at}${issue.message}`);
    throw path.length ? atField(problem, path[0]) : problem;
  }
  return parsed.data;
}
