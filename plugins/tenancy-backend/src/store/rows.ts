import { TenantDeclaration } from '@commonhold/plugin-tenancy-common';

export type TenantRow = {
  id: string;
  title: string;
  description: string;
  state: string;
  class: string;
  platform: boolean | number;
  details: string;
  source: string | null;
  updated_at: string;
};

/** What of a declaration is only ever read whole: the column `details`. */
export type TenantDetails = Pick<
  TenantDeclaration,
  'locations' | 'signIn' | 'entitlements' | 'quotas'
>;

export type TenantGroupRow = { group_ref: string; tenant_id: string };

export type TenantNamespaceRow = { namespace: string; tenant_id: string };

export type TenantAdminRow = { entity_ref: string; tenant_id: string };

export type SourceRow = {
  id: string;
  state: string;
  message: string | null;
  line: number | null;
  column: number | null;
  content_hash: string | null;
  loaded_at: string | null;
  checked_at: string;
};

export type DirectoryGroupRow = {
  group_ref: string;
  ancestors: string;
  tenant_id: string | null;
};

export type DirectoryMemberRow = { group_ref: string; user_ref: string };

export type RefusalRow = {
  id: string;
  entity_ref: string;
  location: string;
  tenant_id: string | null;
  code: string;
  message: string;
  detail: string | null;
  first_seen_at: string;
  last_seen_at: string;
};

export type ViewingRow = {
  user_ref: string;
  tenant_id: string;
  since: string;
  until: string;
};

export type TenantLocationRow = {
  id: string;
  tenant_id: string;
  target: string;
  target_hash: string;
  created_at: string;
  created_by: string;
};

export type TenantEventRow = {
  id: number | string;
  tenant_id: string;
  at: string;
  action: string;
  role: string;
  actor: string;
  changes: string;
};

export type RequestCountRow = {
  minute: number;
  tenant_id: string;
  requests: number;
};
