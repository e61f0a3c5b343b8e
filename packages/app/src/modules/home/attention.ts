import { Entity } from '@backstage/catalog-model';
import { CatalogApi } from '@backstage/plugin-catalog-react';
import { NotificationsApi } from '@backstage/plugin-notifications';
import { TenancyApi } from '@commonhold/plugin-tenancy';
import {
  MeResponse,
  TenantMembership,
  TenantSourceStatus,
} from '@commonhold/plugin-tenancy-common';
import { unassigned } from './homeEntities';

/** Something that somebody should look at. */
export type AttentionItem =
  | { readonly type: 'no-tenant' }
  | { readonly type: 'unread'; readonly count: number }
  | {
      readonly type: 'refused';
      readonly tenant: TenantMembership;
      readonly count: number;
    }
  | { readonly type: 'source'; readonly source: TenantSourceStatus }
  | {
      readonly type: 'unassigned';
      readonly count: number;
      readonly first: readonly Entity[];
    };

/** Collects what needs the attention of a person, the most urgent first. */
export async function findAttention(options: {
  me: MeResponse;
  tenancyApi: TenancyApi;
  catalogApi: CatalogApi;
  notificationsApi: NotificationsApi;
}): Promise<AttentionItem[]> {
  const { me, tenancyApi, catalogApi, notificationsApi } = options;
  const found = await Promise.all([
    me.operator ? failingSources(tenancyApi) : [],
    me.operator ? withoutTenant(catalogApi) : [],
    ...me.tenants.map(tenant => refusals(tenancyApi, tenant)),
    unread(notificationsApi),
  ]);
  const joinsNone = me.tenants.length === 0 && !me.operator && !me.auditor;
  return [
    ...(joinsNone ? [{ type: 'no-tenant' } as const] : []),
    ...found.flat(),
  ];
}

async function failingSources(
  tenancyApi: TenancyApi,
): Promise<AttentionItem[]> {
  const sources = await tenancyApi.listSources();
  return sources
    .filter(({ state }) => state !== 'ok')
    .map(source => ({ type: 'source', source }));
}

async function withoutTenant(catalogApi: CatalogApi): Promise<AttentionItem[]> {
  const { items, totalItems } = await unassigned(catalogApi, 5);
  return totalItems > 0
    ? [{ type: 'unassigned', count: totalItems, first: items }]
    : [];
}

async function refusals(
  tenancyApi: TenancyApi,
  tenant: TenantMembership,
): Promise<AttentionItem[]> {
  const { totalItems } = await tenancyApi.listRefusals(tenant.id, { limit: 1 });
  return totalItems > 0 ? [{ type: 'refused', tenant, count: totalItems }] : [];
}

async function unread(
  notificationsApi: NotificationsApi,
): Promise<AttentionItem[]> {
  const status = await notificationsApi.getStatus();
  return status.unread > 0 ? [{ type: 'unread', count: status.unread }] : [];
}
