import { isDeepStrictEqual } from 'node:util';
import {
  TenantDeclaration,
  TenantEventAction,
  TenantFieldChange,
  TenantState,
} from '@commonhold/plugin-tenancy-common';

/** What operators do to the state of a tenant. */
export type StateChange = 'suspend' | 'resume' | 'archive';

const STATE_AFTER = {
  suspend: 'suspended',
  resume: 'active',
  archive: 'archived',
} as const satisfies Record<StateChange, TenantState>;

const FIELDS = [
  'title',
  'description',
  'state',
  'class',
  'platform',
  'groups',
  'admins',
  'namespaces',
  'locations',
  'signIn',
  'entitlements',
  'quotas',
] as const satisfies readonly (keyof TenantDeclaration)[];

/**
 * @returns the state that follows, or `undefined` where none does: what is
 *   archived stays so, since others may have taken what it owned
 */
export function stateAfter(
  change: StateChange,
  state: TenantState,
): TenantState | undefined {
  return state === 'archived' && change !== 'archive'
    ? undefined
    : STATE_AFTER[change];
}

/** A tenant as it is kept: archived, it owns nothing and nobody runs it. */
export function asKept<T extends TenantDeclaration>(declaration: T): T {
  return declaration.state === 'archived'
    ? {
        ...declaration,
        groups: [],
        admins: [],
        namespaces: [],
        locations: [],
      }
    : declaration;
}

/** The fields that differ, with what they were and what they are. */
export function changesBetween(
  before: TenantDeclaration | undefined,
  after: TenantDeclaration,
): Record<string, TenantFieldChange> {
  const changes: Record<string, TenantFieldChange> = {};
  for (const field of FIELDS) {
    const old = before === undefined ? null : before[field];
    const now = after[field];
    if (!isDeepStrictEqual(inOrder(old), inOrder(now))) {
      changes[field] = { before: old, after: now };
    }
  }
  return changes;
}

/** The word for a change, or `undefined` if nothing changed. */
export function actionOf(
  before: TenantDeclaration | undefined,
  after: TenantDeclaration,
): TenantEventAction | undefined {
  if (!before) {
    return 'create';
  }
  if (Object.keys(changesBetween(before, after)).length === 0) {
    return undefined;
  }
  if (before.state === after.state) {
    return 'update';
  }
  switch (after.state) {
    case 'suspended':
      return 'suspend';
    case 'archived':
      return 'archive';
    default:
      return 'resume';
  }
}

/** Lists of a tenant are sets: their order means nothing. */
function inOrder(value: unknown): unknown {
  return Array.isArray(value) ? [...value].sort() : value;
}
