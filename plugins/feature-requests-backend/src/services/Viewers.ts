import {
  AuthService,
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  BasicPermission,
  PermissionCriteria,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import {
  PersonRole,
  RESOURCE_TYPE_FEATURE_REQUEST,
  featureRequestReadPermission,
} from '@commonhold/plugin-feature-requests-common';
import {
  Caller,
  audienceSeenBy,
  seesAll,
} from '@commonhold/plugin-tenancy-common';
import { TenancyService } from '@commonhold/plugin-tenancy-node';
import {
  RequestFilter,
  requestPermissionResourceRef,
} from '../permissions/requestRules';
import { BoardConfig } from './boardConfig';
import { Viewer } from './Viewer';

type RequestPermission = ResourcePermission<
  typeof RESOURCE_TYPE_FEATURE_REQUEST
>;

/** Which requests; `undefined` means all. */
type Criteria = PermissionCriteria<RequestFilter> | undefined;

/** Nobody may see it. */
const NOTHING: Criteria = {
  key: 'audience',
  values: [],
};

/** Who asks, and what the permission policy lets them see. */
export class Viewers {
  /**
   * Decisions hold as long as what tenancy says of the caller, which is at most
   * two seconds: a decision is never older than the membership it came from.
   */
  private readonly decisions = new WeakMap<
    Caller,
    Map<string, Promise<Criteria>>
  >();

  constructor(
    private readonly options: {
      readonly auth: AuthService;
      readonly userInfo: UserInfoService;
      readonly permissions: PermissionsService;
      readonly permissionsRegistry: PermissionsRegistryService;
      readonly tenancy: TenancyService;
      readonly config: BoardConfig;
    },
  ) {}

  /**
   * @param permission - what one wants to do; by default to read. Of requests
   *   that one may not do it with, the viewer sees none.
   */
  async get(
    credentials: BackstageCredentials,
    permission: RequestPermission = featureRequestReadPermission,
  ): Promise<Viewer> {
    const { auth, tenancy, config } = this.options;
    const caller = await tenancy.getCaller(credentials);
    const criteria = await this.decide(permission, credentials, caller);
    if (!caller || !auth.isPrincipal(credentials, 'user')) {
      return {
        ref: auth.isPrincipal(credentials, 'service')
          ? credentials.principal.subject
          : 'unknown',
        isUser: false,
        canWrite: true,
        roles: new Set<PersonRole>(['product-manager', 'support']),
        tenants: [],
        groups: [],
        visible: { criteria, hidden: true },
      };
    }
    const groups = await this.groupsOf(caller, credentials);
    const roles = rolesOf(caller, groups, config);
    const tenants = caller.tenants.map(({ id }) => id);
    const manager = roles.has('product-manager');
    const { peopleVisibleTo } = config.board;
    const seesEverybody =
      seesAll(caller) ||
      peopleVisibleTo === 'everyone' ||
      (peopleVisibleTo === 'product-managers' && manager);
    return {
      ref: caller.userEntityRef,
      isUser: true,
      canWrite: writes(caller),
      roles,
      tenants,
      groups,
      audience: seesAll(caller) ? undefined : audienceSeenBy(caller),
      peopleOf: seesEverybody ? undefined : tenants,
      visible: { criteria, hidden: manager },
    };
  }

  /** The same person with what they may do by another permission. */
  async with(
    viewer: Viewer,
    permission: RequestPermission,
    credentials: BackstageCredentials,
  ): Promise<Viewer> {
    const caller = await this.options.tenancy.getCaller(credentials);
    const criteria = await this.decide(permission, credentials, caller);
    return {
      ...viewer,
      visible: { ...viewer.visible, criteria },
    };
  }

  async isAllowed(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [{ result }] = await this.options.permissions.authorize(
      [{ permission }],
      { credentials },
    );
    return result === AuthorizeResult.ALLOW;
  }

  private async decide(
    permission: RequestPermission,
    credentials: BackstageCredentials,
    caller: Caller | undefined,
  ): Promise<Criteria> {
    const ask = async () => {
      const [decision] = await this.options.permissions.authorizeConditional(
        [{ permission }],
        { credentials },
      );
      return this.criteriaOf(decision);
    };
    if (!caller) {
      return ask();
    }
    const known = this.decisions.get(caller) ?? new Map();
    this.decisions.set(caller, known);
    const before = known.get(permission.name);
    if (before) {
      return before;
    }
    const criteria = ask();
    known.set(permission.name, criteria);
    criteria.catch(() => known.delete(permission.name));
    return criteria;
  }

  private criteriaOf(decision: PolicyDecision): Criteria {
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return undefined;
      case AuthorizeResult.CONDITIONAL:
        return createConditionTransformer(
          this.options.permissionsRegistry.getPermissionRuleset(
            requestPermissionResourceRef,
          ),
        )(decision.conditions);
      default:
        return NOTHING;
    }
  }

  /** Where tenancy is not installed, the sign-in knows the groups. */
  private async groupsOf(
    caller: Caller,
    credentials: BackstageCredentials,
  ): Promise<readonly string[]> {
    if (caller.groups.length > 0) {
      return caller.groups;
    }
    const { ownershipEntityRefs } = await this.options.userInfo.getUserInfo(
      credentials,
    );
    return ownershipEntityRefs.filter(ref => ref.startsWith('group:'));
  }
}

function writes(caller: Caller): boolean {
  return !caller.viewingAs && (caller.operator || !caller.auditor);
}

function rolesOf(
  caller: Caller,
  groups: readonly string[],
  config: BoardConfig,
): ReadonlySet<PersonRole> {
  const roles = new Set<PersonRole>();
  const isIn = (refs: readonly string[]) =>
    refs.some(ref => groups.includes(ref));
  if (!writes(caller)) {
    return roles;
  }
  if (caller.operator || isIn(config.productManagers)) {
    roles.add('product-manager');
  }
  if (roles.has('product-manager') || isIn(config.support)) {
    roles.add('support');
  }
  return roles;
}
