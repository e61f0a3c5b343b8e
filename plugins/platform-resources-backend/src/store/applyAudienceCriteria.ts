import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { AudienceFilter } from '../permissions/audienceRules';

/** Where a table of things has its tenant, and another its audience. */
export type AudienceColumns = {
  /** Column of the tenant's id, with its table. */
  readonly tenant: string;
  /** Column of the key, with its table. */
  readonly key: string;
  readonly audienceTable: string;
  /** Column of the audience's table that names the thing. */
  readonly audienceKey: string;
};

/** Adds what a permission decision allows to the `where` of a query. */
export function applyAudienceCriteria(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<AudienceFilter> | undefined,
  columns: AudienceColumns,
): void {
  if (!criteria) {
    return;
  }
  if ('allOf' in criteria) {
    for (const part of criteria.allOf) {
      query.andWhere(inner => applyAudienceCriteria(inner, part, columns));
    }
  } else if ('anyOf' in criteria) {
    query.andWhere(any => {
      for (const part of criteria.anyOf) {
        any.orWhere(inner => applyAudienceCriteria(inner, part, columns));
      }
    });
  } else if ('not' in criteria) {
    query.whereNot(inner =>
      applyAudienceCriteria(inner, criteria.not, columns),
    );
  } else if ('tenants' in criteria) {
    query.whereIn(columns.tenant, criteria.tenants);
  } else {
    query.whereExists(exists =>
      exists
        .select(1)
        .from(columns.audienceTable)
        .whereRaw('?? = ??', [
          `${columns.audienceTable}.${columns.audienceKey}`,
          columns.key,
        ])
        .whereIn(`${columns.audienceTable}.audience`, criteria.audience),
    );
  }
}
