import {
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_FEATURE_REQUEST } from '@commonhold/plugin-feature-requests-common';
import { z } from 'zod';

/** What decides who may see a request. */
export type RequestAudience = {
  readonly tenant: string;
  readonly audience: readonly string[];
};

/** A filter over requests, as the store takes it. */
export type RequestFilter = {
  readonly key: 'audience' | 'tenant';
  /** One of these. */
  readonly values: readonly string[];
};

/** @public */
export const requestPermissionResourceRef = createPermissionResourceRef<
  RequestAudience,
  RequestFilter
>().with({
  pluginId: 'feature-requests',
  resourceType: RESOURCE_TYPE_FEATURE_REQUEST,
});

/**
 * Allows the requests that somebody with one of these audience values may see.
 *
 * @public
 */
export const isInAudience = createPermissionRule({
  name: 'IS_IN_AUDIENCE',
  description: 'Allow requests that one of the audiences may see',
  resourceRef: requestPermissionResourceRef,
  paramsSchema: z.object({
    audience: z.array(z.string()).describe('Such as tenant:payments, everyone'),
  }),
  apply: (request, { audience }) =>
    request.audience.some(value => audience.includes(value)),
  toQuery: ({ audience }) => ({ key: 'audience', values: audience }),
});

/**
 * Allows the requests of these tenants.
 *
 * @public
 */
export const isOwnedByTenant = createPermissionRule({
  name: 'IS_OWNED_BY_TENANT',
  description: 'Allow requests of the tenants',
  resourceRef: requestPermissionResourceRef,
  paramsSchema: z.object({
    tenants: z.array(z.string()).describe('Ids of tenants'),
  }),
  apply: (request, { tenants }) => tenants.includes(request.tenant),
  toQuery: ({ tenants }) => ({ key: 'tenant', values: tenants }),
});
