import {
  MeResponse,
  Page,
  parseTenantId,
  Refusal,
  Tenant,
  TenantMember,
  TenantMembership,
  TenantSourceStatus,
} from '@commonhold/plugin-tenancy-common';
import { NotFoundError } from '@backstage/errors';
import { PageRequest, TenancyApi } from '../api/TenancyApi';

/** Made-up tenants in memory, paged as the backend does. */
export class FakeTenancy implements TenancyApi {
  me: MeResponse = {
    userEntityRef: 'user:default/amelia.hart',
    operator: false,
    auditor: false,
    tenants: [],
    viewingAs: null,
  };
  readonly tenants: Tenant[] = [];
  readonly members = new Map<string, TenantMember[]>();
  readonly refusals = new Map<string, Refusal[]>();
  readonly sources: TenantSourceStatus[] = [];
  /** While set, every call fails with it. */
  failure: Error | undefined;

  async getMe(): Promise<MeResponse> {
    return this.answer(this.me);
  }

  async listTenants(request?: PageRequest): Promise<Page<Tenant>> {
    return this.answer(pageOf(this.tenants, request));
  }

  async getTenant(id: string): Promise<Tenant> {
    const tenant = this.tenants.find(candidate => candidate.id === id);
    if (!tenant) {
      throw Object.assign(new NotFoundError(`No tenant ${id}`), {
        statusCode: 404,
      });
    }
    return this.answer(tenant);
  }

  async listMembers(
    id: string,
    request?: PageRequest,
  ): Promise<Page<TenantMember>> {
    return this.answer(pageOf(this.members.get(id) ?? [], request));
  }

  async listRefusals(
    id: string,
    request?: PageRequest,
  ): Promise<Page<Refusal>> {
    return this.answer(pageOf(this.refusals.get(id) ?? [], request));
  }

  async listSources(): Promise<readonly TenantSourceStatus[]> {
    return this.answer(this.sources);
  }

  /** Makes the signed-in person a member of a tenant. */
  join(tenant: Tenant, role: TenantMembership['role'] = 'member') {
    const { id, title, description, state, platform } = tenant;
    this.tenants.push(tenant);
    this.me = {
      ...this.me,
      tenants: [
        ...this.me.tenants,
        { id, title, description, state, platform, role },
      ],
    };
  }

  private answer<T>(value: T): T {
    if (this.failure) {
      throw this.failure;
    }
    return value;
  }
}

function pageOf<T>(all: readonly T[], request: PageRequest = {}): Page<T> {
  const from = Number(request.cursor ?? 0);
  const to = from + (request.limit ?? 20);
  return {
    items: all.slice(from, to),
    totalItems: all.length,
    nextCursor: to < all.length ? String(to) : undefined,
  };
}

/** A tenant of which only what matters needs saying. */
export function aTenant(
  id: string,
  rest: Partial<Omit<Tenant, 'id'>> = {},
): Tenant {
  return {
    id: parseTenantId(id),
    title: id.charAt(0).toUpperCase() + id.slice(1),
    description: '',
    state: 'active',
    platform: false,
    groups: [`group:${id}/${id}`],
    admins: [],
    namespaces: [id],
    locations: [],
    entitlements: { plugins: null, platformComponents: null },
    quotas: {
      requestsPerMinute: null,
      concurrentOperations: null,
      resources: {},
    },
    source: null,
    updatedAt: '2026-11-01T09:00:00.000Z',
    ...rest,
  };
}
