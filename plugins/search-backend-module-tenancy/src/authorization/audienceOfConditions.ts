import {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { isInAudience } from '@commonhold/plugin-catalog-backend-module-tenancy';

/**
 * The audience, if conditions ask for that and for nothing else. What an engine
 * finds for this audience is then what the policy allows, no more and no less.
 *
 * The rule has the same name and meaning for every resource type that carries
 * audiences: entities of the catalog, feature requests and others.
 */
export function audienceOfConditions(
  conditions: PermissionCriteria<PermissionCondition>,
): readonly string[] | undefined {
  if ('allOf' in conditions || 'anyOf' in conditions) {
    const criteria =
      'allOf' in conditions ? conditions.allOf : conditions.anyOf;
    return criteria.length === 1
      ? audienceOfConditions(criteria[0])
      : undefined;
  }
  if ('not' in conditions) {
    return undefined;
  }
  const { rule, params } = conditions;
  if (rule !== isInAudience.name || !Array.isArray(params?.audience)) {
    return undefined;
  }
  return params.audience.filter(value => typeof value === 'string');
}
