import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { TenantFilter } from '../permissions/tenantRules';

/** Adds what a permission decision allows to the `where` of a query. */
export function applyTenantCriteria(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<TenantFilter> | undefined,
): void {
  if (!criteria) {
    return;
  }
  if ('allOf' in criteria) {
    for (const part of criteria.allOf) {
      query.andWhere(builder => applyTenantCriteria(builder, part));
    }
  } else if ('anyOf' in criteria) {
    query.andWhere(builder => {
      for (const part of criteria.anyOf) {
        builder.orWhere(inner => applyTenantCriteria(inner, part));
      }
    });
  } else if ('not' in criteria) {
    query.whereNot(builder => applyTenantCriteria(builder, criteria.not));
  } else {
    query.whereIn('id', criteria.ids);
  }
}
