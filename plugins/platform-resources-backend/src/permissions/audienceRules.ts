import {
  PermissionResourceRef,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';

/** What of a thing decides who may see and change it. */
export type Owned = {
  /** `null` if it belongs to none. */
  readonly tenant: string | null;
  readonly audience: readonly string[];
};

/** A filter over things that carry a tenant and an audience, as stores take it. */
export type AudienceFilter =
  | { readonly audience: readonly string[] }
  | { readonly tenants: readonly string[] };

/** Resource types whose things carry a tenant and an audience. */
export type AudienceResourceRef = PermissionResourceRef<
  Owned,
  AudienceFilter,
  string,
  'platform-resources'
>;

export function audienceResourceRef(resourceType: string): AudienceResourceRef {
  return createPermissionResourceRef<Owned, AudienceFilter>().with({
    pluginId: 'platform-resources',
    resourceType,
  });
}

/** The two rules that every such resource type has. */
export function audienceRules(resourceRef: AudienceResourceRef) {
  return [
    createPermissionRule({
      name: 'IS_IN_AUDIENCE',
      description: 'Allow what one of these may see',
      resourceRef,
      paramsSchema: z.object({
        audience: z.array(z.string()).describe('Values of audiences'),
      }),
      apply: (thing, { audience }) =>
        thing.audience.some(value => audience.includes(value)),
      toQuery: ({ audience }) => ({ audience }),
    }),
    createPermissionRule({
      name: 'IS_OWNED_BY_TENANT',
      description: 'Allow what belongs to one of these tenants',
      resourceRef,
      paramsSchema: z.object({
        tenants: z.array(z.string()).describe('Ids of tenants'),
      }),
      apply: (thing, { tenants }) =>
        thing.tenant !== null && tenants.includes(thing.tenant),
      toQuery: ({ tenants }) => ({ tenants }),
    }),
  ];
}
