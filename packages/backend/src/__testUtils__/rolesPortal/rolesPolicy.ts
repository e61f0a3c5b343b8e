import {
  AuthService,
  UserInfoService,
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  PermissionCondition,
  PolicyDecision,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';

type Role = {
  readonly members: readonly string[];
  /** Names of permissions, or resource types. */
  readonly allows: readonly string[];
  readonly conditions: readonly PermissionCondition[];
};

const onEntities = (rule: string, params: PermissionCondition['params']) => ({
  resourceType: 'catalog-entity',
  rule,
  params,
});

const roles: readonly Role[] = [
  {
    members: ['user:default/olga', 'user:default/petra'],
    allows: ['catalog-entity'],
    conditions: [],
  },
  {
    members: ['user:default/paul'],
    allows: [],
    conditions: [
      onEntities('HAS_METADATA', { key: 'name', value: 'checkout' }),
    ],
  },
  {
    members: ['user:default/paul'],
    allows: [],
    conditions: [
      // What others own, and a tenant may or may not see.
      onEntities('HAS_METADATA', { key: 'name', value: 'orderbook' }),
      onEntities('HAS_METADATA', { key: 'name', value: 'ledger' }),
    ],
  },
];

/**
 * Decides as the community's RBAC policy (8.1) does, which could not be installed
 * beside this release: whoever has a role with conditions gets any of those, else
 * what a role allows as a whole; everybody else gets nothing. It is set from a
 * module of the permission plugin, once the roles are loaded.
 */
class RolesPolicy implements PermissionPolicy {
  constructor(
    private readonly auth: AuthService,
    private readonly userInfo: UserInfoService,
  ) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user || !this.auth.isPrincipal(user.credentials, 'user')) {
      return { result: AuthorizeResult.DENY };
    }
    const { userEntityRef } = await this.userInfo.getUserInfo(user.credentials);
    const held = roles.filter(({ members }) => members.includes(userEntityRef));
    if (isResourcePermission(permission)) {
      const anyOf = held
        .flatMap(({ conditions }) => conditions)
        .filter(({ resourceType }) => resourceType === permission.resourceType);
      if (anyOf.length > 0) {
        const [first, ...rest] = anyOf;
        return {
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'catalog',
          resourceType: permission.resourceType,
          conditions: { anyOf: [first, ...rest] },
        };
      }
    }
    const names = [
      permission.name,
      ...(isResourcePermission(permission) ? [permission.resourceType] : []),
    ];
    return {
      result: held.some(({ allows }) => allows.some(a => names.includes(a)))
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
    };
  }
}

export const rolesPolicyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'roles',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ auth, policy, userInfo }) {
        policy.setPolicy(new RolesPolicy(auth, userInfo));
      },
    });
  },
});
