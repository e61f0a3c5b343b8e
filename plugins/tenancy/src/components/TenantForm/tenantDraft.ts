import {
  isTenantId,
  NewTenant,
  Tenant,
  TenantClass,
  TenantPatch,
  TenantQuotas,
} from '@commonhold/plugin-tenancy-common';
import { isFullRef } from '../EntityPicker/findEntities';

// As the backend has them.
export const TITLE_LENGTH = 100;
export const DESCRIPTION_LENGTH = 2000;
const NAMESPACE_LENGTH = 63;

/** A tenant as somebody is typing it. */
export type TenantDraft = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly platform: boolean;
  readonly class: TenantClass;
  /** A line a sign-in provider; empty means those of everybody. */
  readonly signIn: string;
  /** Entity refs. */
  readonly groups: readonly string[];
  readonly admins: readonly string[];
  /** A line a namespace. */
  readonly namespaces: string;
  /** A line a URL prefix. */
  readonly locations: string;
  /** A line a name; `null` means everything on offer. */
  readonly plugins: string | null;
  readonly platformComponents: string | null;
  /** Digits; empty means no limit. */
  readonly requestsPerMinute: string;
  readonly concurrentOperations: string;
  readonly resources: readonly ResourceLimitDraft[];
};

export type ResourceLimitDraft = {
  readonly component: string;
  readonly limit: string;
};

export type DraftField = keyof TenantDraft;

/** What is wrong with a field; `value` is the line that is. */
export type DraftProblem = {
  readonly code:
    | 'missing'
    | 'notASlug'
    | 'noGroup'
    | 'notARef'
    | 'notANamespace'
    | 'notALocation'
    | 'notANumber'
    | 'noComponent'
    | 'twice';
  readonly value?: string;
};

export type DraftProblems = Partial<Record<DraftField, DraftProblem>>;

export const emptyDraft: TenantDraft = {
  id: '',
  title: '',
  description: '',
  platform: false,
  class: 'internal',
  signIn: '',
  groups: [],
  admins: [],
  namespaces: '',
  locations: '',
  plugins: null,
  platformComponents: null,
  requestsPerMinute: '',
  concurrentOperations: '',
  resources: [],
};

export function draftOf(tenant: Tenant): TenantDraft {
  const { entitlements, quotas } = tenant;
  return {
    id: tenant.id,
    title: tenant.title,
    description: tenant.description,
    platform: tenant.platform,
    class: tenant.class,
    signIn: tenant.signIn.providers.join('\n'),
    groups: tenant.groups,
    admins: tenant.admins,
    namespaces: tenant.namespaces.join('\n'),
    locations: tenant.locations.join('\n'),
    plugins: entitlements.plugins?.join('\n') ?? null,
    platformComponents: entitlements.platformComponents?.join('\n') ?? null,
    requestsPerMinute: quotas.requestsPerMinute?.toString() ?? '',
    concurrentOperations: quotas.concurrentOperations?.toString() ?? '',
    resources: Object.entries(quotas.resources).map(([component, limit]) => ({
      component,
      limit: String(limit),
    })),
  };
}

/** "Retail banking" becomes `retail-banking`: the id that a title suggests. */
export function idFrom(title: string): string {
  return title
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, NAMESPACE_LENGTH)
    .replace(/^-+|-+$/g, '');
}

/** The same rules as the backend's, told while one types. */
export function problemsOf(draft: TenantDraft): DraftProblems {
  const problems: DraftProblems = {};
  const check = (field: DraftField, problem: DraftProblem | undefined) => {
    if (problem) {
      problems[field] = problem;
    }
  };
  check('title', draft.title.trim() === '' ? { code: 'missing' } : undefined);
  check('id', isTenantId(draft.id) ? undefined : { code: 'notASlug' });
  check(
    'groups',
    draft.groups.length === 0 ? { code: 'noGroup' } : wrongRef(draft.groups),
  );
  check('admins', wrongRef(draft.admins));
  check('namespaces', wrongLine(draft.namespaces, isTenantId, 'notANamespace'));
  check(
    'locations',
    wrongLine(draft.locations, isLocationPrefix, 'notALocation'),
  );
  for (const field of ['requestsPerMinute', 'concurrentOperations'] as const) {
    const text = draft[field].trim();
    check(
      field,
      text !== '' && !isLimit(text, 1) ? { code: 'notANumber' } : undefined,
    );
  }
  check('resources', problemOfResources(draft.resources));
  return problems;
}

function wrongRef(refs: readonly string[]): DraftProblem | undefined {
  const value = refs.find(ref => !isFullRef(ref));
  return value === undefined ? undefined : { code: 'notARef', value };
}

function wrongLine(
  text: string,
  isRight: (line: string) => boolean,
  code: DraftProblem['code'],
): DraftProblem | undefined {
  const lines = linesOf(text);
  const wrong = lines.find(line => !isRight(line));
  if (wrong !== undefined) {
    return { code, value: wrong };
  }
  const double = lines.find((line, index) => lines.indexOf(line) !== index);
  return double === undefined ? undefined : { code: 'twice', value: double };
}

function isLocationPrefix(value: string): boolean {
  if (!URL.canParse(value)) {
    return false;
  }
  const { protocol, search, hash } = new URL(value);
  return (
    ['http:', 'https:', 'file:'].includes(protocol) &&
    search === '' &&
    hash === ''
  );
}

function problemOfResources(
  resources: readonly ResourceLimitDraft[],
): DraftProblem | undefined {
  const names = resources.map(({ component }) => component.trim());
  if (names.includes('')) {
    return { code: 'noComponent' };
  }
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) {
    return { code: 'twice', value: double };
  }
  const unlimited = resources.find(({ limit }) => !isLimit(limit.trim(), 0));
  return unlimited && { code: 'notANumber', value: unlimited.component };
}

function isLimit(text: string, least: number): boolean {
  return (
    /^\d+$/.test(text) &&
    Number(text) >= least &&
    Number.isSafeInteger(Number(text))
  );
}

/** @param draft - without problems */
export function newTenantFrom(draft: TenantDraft): NewTenant {
  return {
    id: draft.id,
    platform: draft.platform,
    ...fieldsFrom(draft),
  };
}

/**
 * The fields that a draft changes of the tenant that it was made from, so that
 * what somebody else changed meanwhile stays.
 *
 * @param draft - without problems
 */
export function patchFrom(tenant: Tenant, draft: TenantDraft): TenantPatch {
  const before = fieldsFrom(draftOf(tenant));
  const after = fieldsFrom(draft);
  const changed = Object.entries(after).filter(
    ([field, value]) =>
      JSON.stringify(value) !==
      JSON.stringify(before[field as keyof typeof before]),
  );
  return Object.fromEntries(changed);
}

/**
 * The same changes on top of what a tenant has become meanwhile.
 *
 * @param base - what the draft was made from
 */
export function rebased(
  draft: TenantDraft,
  base: Tenant,
  now: Tenant,
): TenantDraft {
  const before = draftOf(base);
  const fields = Object.keys(before) as DraftField[];
  return fields
    .filter(
      field => JSON.stringify(draft[field]) !== JSON.stringify(before[field]),
    )
    .reduce(
      (result, field) => ({ ...result, [field]: draft[field] }),
      draftOf(now),
    );
}

function fieldsFrom(draft: TenantDraft) {
  return {
    title: draft.title.trim(),
    description: draft.description.trim(),
    class: draft.class,
    signIn: { providers: linesOf(draft.signIn) },
    groups: draft.groups,
    admins: draft.admins,
    namespaces: linesOf(draft.namespaces),
    locations: linesOf(draft.locations),
    entitlements: {
      plugins: draft.plugins === null ? null : linesOf(draft.plugins),
      platformComponents:
        draft.platformComponents === null
          ? null
          : linesOf(draft.platformComponents),
    },
    quotas: quotasFrom(draft),
  };
}

function quotasFrom(draft: TenantDraft): TenantQuotas {
  return {
    requestsPerMinute: limitFrom(draft.requestsPerMinute),
    concurrentOperations: limitFrom(draft.concurrentOperations),
    resources: Object.fromEntries(
      draft.resources.map(({ component, limit }) => [
        component.trim(),
        Number(limit),
      ]),
    ),
  };
}

function limitFrom(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
}
