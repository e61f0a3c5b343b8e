import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  Permission,
  PermissionCondition,
  PermissionCriteria,
  PolicyDecision,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  Caller,
  RESOURCE_TYPE_TENANT,
  audienceSeenBy,
  tenancyTenantDescribePermission,
  tenancyTenantExplainPermission,
  tenancyTenantReadPermission,
  tenancyTenantRegisterPermission,
} from '@commonhold/plugin-tenancy-common';
import {
  AudienceResource,
  audiencePermissions,
  audienceResources,
} from './audienceResources';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/** The resource types of the scaffolder, whose tasks know their creator only. */
const SCAFFOLDER_TASK = 'scaffolder-task';

/**
 * Permissions without conditions that tenants have. Everything that is not
 * here is closed to them, whoever wrote the plugin, until the configuration
 * opens it: most of these plugins know no tenants and would show all.
 */
const OPEN_TO_TENANTS: ReadonlySet<string> = new Set([
  'scaffolder.action.execute',
  'scaffolder.task.create',
  'scaffolder.template.parameter.read',
  'scaffolder.template.step.read',
]);

/**
 * What tenancy alone says to a permission question.
 *
 * @param caller - as the catalog knows them now
 * @param opened - names of permissions that the configuration opens to tenants
 */
export function tenantDecision(
  permission: Permission,
  caller: Caller,
  opened: ReadonlySet<string>,
): PolicyDecision {
  if (caller.operator) {
    return ALLOW;
  }
  const reads = permission.attributes.action === 'read';
  if (caller.auditor) {
    return reads ? ALLOW : DENY;
  }
  if (caller.viewingAs && !reads) {
    return DENY;
  }
  const tenants = caller.tenants.map(({ id }) => id);
  if (isResourcePermission(permission, RESOURCE_TYPE_CATALOG_ENTITY)) {
    const inAudience: PermissionCondition = {
      resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
      rule: 'IS_IN_AUDIENCE',
      params: { audience: audienceSeenBy(caller) },
    };
    const owned: PermissionCondition = {
      resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
      rule: 'IS_OWNED_BY_TENANT',
      params: { tenants },
    };
    const foundation: PermissionCondition = {
      resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
      rule: 'IS_ENTITY_KIND',
      params: { kinds: ['Tenant', 'Group', 'User'] },
    };
    // What a tenant stands on is for operators to remove; what is private to a group of the tenant is not its other members' to change.
    return conditional(
      'catalog',
      RESOURCE_TYPE_CATALOG_ENTITY,
      reads ? inAudience : { allOf: [owned, inAudience, { not: foundation }] },
    );
  }
  if (isResourcePermission(permission, RESOURCE_TYPE_TENANT)) {
    const ids = tenantsOf(permission, caller);
    return ids
      ? conditional('tenancy', RESOURCE_TYPE_TENANT, {
          resourceType: RESOURCE_TYPE_TENANT,
          rule: 'IS_ONE_OF',
          params: { ids },
        })
      : DENY;
  }
  if (isResourcePermission(permission, SCAFFOLDER_TASK)) {
    return conditional('scaffolder', SCAFFOLDER_TASK, {
      resourceType: SCAFFOLDER_TASK,
      rule: 'IS_TASK_OWNER',
      params: { createdBy: [caller.userEntityRef] },
    });
  }
  if (isResourcePermission(permission)) {
    const resource = audienceResources.find(
      ({ resourceType }) => resourceType === permission.resourceType,
    );
    const decision = resource && audienceDecision(permission, resource, caller);
    if (decision) {
      return decision;
    }
  }
  return OPEN_TO_TENANTS.has(permission.name) ||
    audiencePermissions.has(permission.name) ||
    opened.has(permission.name)
    ? ALLOW
    : DENY;
}

/**
 * What tenants may do to things of a plugin that knows audiences.
 *
 * @returns `undefined` for a permission that the plugin did not name
 */
export function audienceDecision(
  { name }: Permission,
  resource: AudienceResource,
  caller: Caller,
): PolicyDecision | undefined {
  const { pluginId, resourceType, whatIsSeen, whatIsOwned } = resource;
  const inAudience: PermissionCondition = {
    resourceType,
    rule: 'IS_IN_AUDIENCE',
    params: { audience: audienceSeenBy(caller) },
  };
  if (whatIsSeen.includes(name)) {
    return conditional(pluginId, resourceType, inAudience);
  }
  if (whatIsOwned.includes(name)) {
    const owned: PermissionCondition = {
      resourceType,
      rule: 'IS_OWNED_BY_TENANT',
      params: { tenants: caller.tenants.map(({ id }) => id) },
    };
    return conditional(pluginId, resourceType, { allOf: [owned, inAudience] });
  }
  return undefined;
}

/** Members read and register for their tenants; admins describe theirs and explain access. */
function tenantsOf(
  permission: Permission,
  caller: Caller,
): string[] | undefined {
  switch (permission.name) {
    case tenancyTenantReadPermission.name:
    case tenancyTenantRegisterPermission.name:
      return caller.tenants.map(({ id }) => id);
    case tenancyTenantDescribePermission.name:
    case tenancyTenantExplainPermission.name:
      return caller.tenants
        .filter(({ role }) => role === 'admin')
        .map(({ id }) => id);
    default:
      return undefined;
  }
}

function conditional(
  pluginId: string,
  resourceType: string,
  conditions: PermissionCriteria<PermissionCondition>,
): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId,
    resourceType,
    conditions,
  };
}

/** Both have to agree. What either of them forbids is forbidden. */
export function both(a: PolicyDecision, b: PolicyDecision): PolicyDecision {
  if (a.result === AuthorizeResult.ALLOW) {
    return b;
  }
  if (b.result === AuthorizeResult.ALLOW) {
    return a;
  }
  if (
    a.result === AuthorizeResult.CONDITIONAL &&
    b.result === AuthorizeResult.CONDITIONAL &&
    a.pluginId === b.pluginId &&
    a.resourceType === b.resourceType
  ) {
    return { ...a, conditions: { allOf: [a.conditions, b.conditions] } };
  }
  return DENY;
}
