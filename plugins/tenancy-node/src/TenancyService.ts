import {
  BackstageCredentials,
  createServiceFactory,
  createServiceRef,
  coreServices,
} from '@backstage/backend-plugin-api';
import {
  Caller,
  TenantId,
  parseTenantId,
} from '@commonhold/plugin-tenancy-common';

/**
 * Whose request is this, and what may it see.
 *
 * @public
 */
export interface TenancyService {
  /**
   * Who asks, as the catalog knows them now; at most 2 seconds old.
   *
   * @returns `undefined` for service principals: they act for the portal and
   *   are no tenants
   * @throws if it cannot be found out; treat that as "nothing may be seen"
   */
  getCaller(credentials: BackstageCredentials): Promise<Caller | undefined>;

  /**
   * The same for a user by full entity ref.
   *
   * @throws if it cannot be found out
   */
  getCallerByRef(userEntityRef: string): Promise<Caller>;
}

/**
 * The tenant of everybody where tenancy is not installed.
 *
 * @public
 */
export const WHOLE_PORTAL: TenantId = parseTenantId('portal');

class WholePortalTenancyService implements TenancyService {
  constructor(private readonly auth: typeof coreServices.auth.T) {}

  async getCaller(credentials: BackstageCredentials) {
    return this.auth.isPrincipal(credentials, 'user')
      ? this.getCallerByRef(credentials.principal.userEntityRef)
      : undefined;
  }

  async getCallerByRef(userEntityRef: string): Promise<Caller> {
    return {
      userEntityRef,
      operator: false,
      auditor: false,
      tenants: [
        {
          id: WHOLE_PORTAL,
          role: 'member',
          plugins: null,
          requestsPerMinute: null,
        },
      ],
      groups: [],
    };
  }
}

/**
 * Whose request is this, and what may it see.
 *
 * Where `@commonhold/plugin-tenancy-backend` is not installed, the whole
 * portal is one tenant that everybody is a member of.
 *
 * @public
 */
export const tenancyServiceRef = createServiceRef<TenancyService>({
  id: 'commonhold.tenancy',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth },
      factory: ({ auth }) => new WholePortalTenancyService(auth),
    }),
});
