import {
  ConditionType,
  conditionTypes,
  ResourceCondition,
  ResourceHealth,
} from '@commonhold/plugin-platform-resources-common';
import { Conditions } from '../../store/resourceRows';

/** What is said anew of a resource; the time is added. */
export type Statement = Pick<ResourceCondition, 'status' | 'reason'> & {
  readonly message?: string;
};

/** Conditions with some of them said anew: the time moves where the status does. */
export function withConditions(
  conditions: Conditions,
  statements: Readonly<Partial<Record<ConditionType, Statement>>>,
  now: string,
): Conditions {
  const result: { -readonly [T in ConditionType]?: Conditions[T] } = {
    ...conditions,
  };
  for (const type of conditionTypes) {
    const said = statements[type];
    if (said) {
      const before = conditions[type];
      result[type] = {
        status: said.status,
        reason: said.reason,
        message: said.message ?? '',
        since: before && before.status === said.status ? before.since : now,
      };
    }
  }
  return result;
}

/** All conditions in one word. */
export function healthOf(conditions: Conditions): ResourceHealth {
  const is = (type: ConditionType, status: ResourceCondition['status']) =>
    conditions[type]?.status === status;
  if (
    is('Accepted', 'False') ||
    (is('Synced', 'False') && conditions.Synced?.reason === 'Failed')
  ) {
    return 'failed';
  }
  if (is('Blocked', 'True')) {
    return 'blocked';
  }
  if (is('Deleting', 'True')) {
    return 'deleting';
  }
  if (is('Drifted', 'True') && conditions.Drifted?.reason !== 'Ignored') {
    return 'drifted';
  }
  return is('Synced', 'True') && is('Ready', 'True') ? 'ready' : 'progressing';
}

/** Why it is not ready, in words; `null` if it is. */
export function messageOf(conditions: Conditions): string | null {
  const health = healthOf(conditions);
  const telling: Record<ResourceHealth, readonly ConditionType[]> = {
    failed: ['Accepted', 'Synced'],
    blocked: ['Blocked'],
    deleting: ['Deleting'],
    drifted: ['Drifted'],
    progressing: ['Synced', 'Ready'],
    ready: [],
  };
  for (const type of telling[health]) {
    const condition = conditions[type];
    const bad = type === 'Accepted' || type === 'Synced' || type === 'Ready';
    if (condition && condition.status !== (bad ? 'True' : 'False')) {
      return condition.message || null;
    }
  }
  return null;
}

/** In the order of the page, for the API. */
export function listed(conditions: Conditions): ResourceCondition[] {
  return conditionTypes.flatMap(type => {
    const condition = conditions[type];
    return condition ? [{ type, ...condition }] : [];
  });
}
