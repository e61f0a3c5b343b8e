import {
  Importance,
  RequestEventAction,
  RequestLinkKind,
  RequestStatus,
  RequestVisibility,
} from '@commonhold/plugin-feature-requests-common';

/** PostgreSQL gives 64-bit integers as text. */
export type BigNumber = number | string;

/** SQLite has no booleans. */
export type Truth = boolean | number;

export type RequestRow = {
  id: BigNumber;
  title: string;
  description: string;
  excerpt: string;
  about_ref: string | null;
  category: string | null;
  tenant_id: string;
  author: string | null;
  cast_by: string | null;
  visibility: RequestVisibility;
  status: RequestStatus;
  status_reason: string | null;
  status_at: string | null;
  response: string | null;
  response_by: string | null;
  response_at: string | null;
  comment_count: number;
  horizon: 'now' | 'next' | 'later' | null;
  increment: string | null;
  iteration: number | null;
  roadmap_rank: number | null;
  business_value: number | null;
  time_criticality: number | null;
  risk_reduction: number | null;
  job_size: number | null;
  wsjf: number;
  priority_at: string | null;
  wants_help: Truth;
  help_guide: string | null;
  hidden_at: string | null;
  locked_at: string | null;
  version: number;
  created_at: string;
  updated_at: string;
};

export type DemandRow = {
  request_id: BigNumber;
  merged_into: BigNumber | null;
  merged_here: number;
  score: number;
  people: number;
  tenants: number;
  applications: number;
  nice_to_have: number;
  important: number;
  critical: number;
  trend: number;
};

export type VoteRow = {
  request_id: BigNumber;
  voter: string;
  tenant_id: string;
  application: string | null;
  importance: number | null;
  why: string | null;
  cast_by: string | null;
  cast_at: BigNumber;
  gain: number;
  origin_id: BigNumber | null;
};

export type TenantVotesRow = {
  request_id: BigNumber;
  tenant_id: string;
  people: number;
};

export type ApplicationVotesRow = {
  request_id: BigNumber;
  application: string;
  tenant_id: string;
  people: number;
};

export type AudienceRow = { request_id: BigNumber; value: string };

export type TagRow = { request_id: BigNumber; tag: string };

export type LinkRow = {
  id: string;
  request_id: BigNumber;
  url: string;
  title: string;
  kind: RequestLinkKind;
  added_at: string;
};

export type WatcherRow = {
  request_id: BigNumber;
  watcher: string;
  since: string;
};

export type VolunteerRow = {
  request_id: BigNumber;
  volunteer: string;
  tenant_id: string;
  note: string | null;
  since: string;
};

export type CommentRow = {
  id: string;
  request_id: BigNumber;
  origin_id: BigNumber | null;
  text: string;
  author: string | null;
  tenant_id: string;
  official: Truth;
  internal: Truth;
  hidden_at: string | null;
  created_at: string;
  edited_at: string | null;
};

export type EventRow = {
  id: string;
  request_id: BigNumber;
  at: string;
  action: RequestEventAction;
  actor: string | null;
  tenant_id: string;
  changes: string;
};

export type MergeRow = {
  id: string;
  source_id: BigNumber;
  target_id: BigNumber;
  status_before: RequestStatus;
  at: string;
};

export type AboutRow = {
  ref: string;
  title: string;
  owner: string | null;
  checked_at: string;
};

export type AboutAudienceRow = { ref: string; value: string };

const IMPORTANCES: readonly Importance[] = [
  'nice-to-have',
  'important',
  'critical',
];

/** As the database keeps it: 1 to 3. */
export function importanceNumber(importance: Importance): number {
  return IMPORTANCES.indexOf(importance) + 1;
}

export function importanceOf(number: number | null): Importance | null {
  return number === null ? null : IMPORTANCES[number - 1];
}
