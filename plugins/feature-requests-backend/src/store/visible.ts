import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { RequestFilter } from '../permissions/requestRules';

/** Which requests a question is about. */
export type Visible = {
  /** What the permission policy allows; absent means all. */
  readonly criteria?: PermissionCriteria<RequestFilter>;
  /** Whether those count that a moderator has taken off the board. */
  readonly hidden: boolean;
};

/** For the portal's own work. */
export const EVERYTHING: Visible = { hidden: true };

/** Narrows a query of `requests` to what may be seen. */
export function whereVisible(query: Knex.QueryBuilder, visible: Visible): void {
  query.where(builder => applyCriteria(builder, visible.criteria));
  if (!visible.hidden) {
    query.whereNull('requests.hidden_at');
  }
}

function applyCriteria(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<RequestFilter> | undefined,
): void {
  if (!criteria) {
    return;
  }
  if ('allOf' in criteria) {
    for (const part of criteria.allOf) {
      query.andWhere(builder => applyCriteria(builder, part));
    }
  } else if ('anyOf' in criteria) {
    query.andWhere(builder => {
      for (const part of criteria.anyOf) {
        builder.orWhere(inner => applyCriteria(inner, part));
      }
    });
  } else if ('not' in criteria) {
    query.whereNot(builder => applyCriteria(builder, criteria.not));
  } else if (criteria.key === 'tenant') {
    query.whereIn('requests.tenant_id', criteria.values);
  } else {
    query.whereExists(audience =>
      audience
        .select(audience.client.raw('1'))
        .from('request_audience')
        .whereRaw('request_audience.request_id = requests.id')
        .whereIn('request_audience.value', criteria.values),
    );
  }
}
