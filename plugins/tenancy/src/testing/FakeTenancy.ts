import {
  AccessExplanation,
  MeResponse,
  NewTenant,
  Page,
  parseTenantId,
  Refusal,
  Tenant,
  TenantEvent,
  TenantLocation,
  TenantLocationPreview,
  TenantMember,
  TenantMembership,
  TenantPatch,
  TenantSourceStatus,
  TenantsPage,
  UnassignedEntity,
  Viewing,
} from '@commonhold/plugin-tenancy-common';
import {
  PageRequest,
  TenancyApi,
  TenantQuery,
  TenantStateChange,
} from '../api/TenancyApi';

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
  readonly events = new Map<string, TenantEvent[]>();
  readonly unassigned: UnassignedEntity[] = [];
  readonly locations = new Map<string, TenantLocation[]>();
  preview: Omit<TenantLocationPreview, 'target'> = {
    entities: [],
    problems: [],
  };
  explanation: AccessExplanation | undefined;
  /** While set, every call fails with it. */
  failure: Error | undefined;

  /** How often somebody asked who they are. */
  asked = 0;

  async getMe(): Promise<MeResponse> {
    this.asked += 1;
    return this.answer(this.me);
  }

  async listTenants(
    request: PageRequest & TenantQuery = {},
  ): Promise<TenantsPage> {
    const { text = '', state, tenantClass } = request;
    const page = pageOf(
      this.tenants.filter(
        tenant =>
          (state === undefined || tenant.state === state) &&
          (tenantClass === undefined || tenant.class === tenantClass) &&
          `${tenant.id} ${tenant.title} ${tenant.description}`
            .toLocaleLowerCase('en-US')
            .includes(text.toLocaleLowerCase('en-US')),
      ),
      request,
    );
    const figures = Object.fromEntries(
      page.items.map(({ id }) => [
        id,
        {
          members: this.members.get(id)?.length ?? 0,
          refusals: this.refusals.get(id)?.length ?? 0,
        },
      ]),
    );
    return this.answer({ ...page, figures });
  }

  async getTenant(id: string): Promise<Tenant> {
    const tenant = this.tenants.find(candidate => candidate.id === id);
    if (!tenant) {
      throw refusal(404, `There is no tenant "${id}"`);
    }
    return this.answer(tenant);
  }

  async createTenant(tenant: NewTenant): Promise<Tenant> {
    this.answer(undefined);
    const { id, ...rest } = tenant;
    const created = aTenant(id, rest);
    this.tenants.push(created);
    return created;
  }

  async updateTenant(
    id: string,
    patch: TenantPatch,
    options: { updatedAt: string },
  ): Promise<Tenant> {
    const before = await this.getTenant(id);
    if (before.updatedAt !== options.updatedAt) {
      throw refusal(409, `Somebody else changed the tenant "${id}" meanwhile`);
    }
    return this.put({ ...before, ...patch });
  }

  async changeTenantState(
    id: string,
    change: TenantStateChange,
  ): Promise<Tenant> {
    const state = (
      { suspend: 'suspended', resume: 'active', archive: 'archived' } as const
    )[change];
    return this.put({ ...(await this.getTenant(id)), state });
  }

  async listEvents(
    id: string,
    request?: PageRequest,
  ): Promise<Page<TenantEvent>> {
    return this.answer(pageOf(this.events.get(id) ?? [], request));
  }

  async listUnassigned(request?: PageRequest): Promise<Page<UnassignedEntity>> {
    return this.answer(pageOf(this.unassigned, request));
  }

  async explainAccess(): Promise<AccessExplanation> {
    if (!this.explanation) {
      throw refusal(404, 'Not found');
    }
    return this.answer(this.explanation);
  }

  async listLocations(
    id: string,
    request?: PageRequest,
  ): Promise<Page<TenantLocation>> {
    return this.answer(pageOf(this.locations.get(id) ?? [], request));
  }

  async previewLocation(
    _: string,
    target: string,
  ): Promise<TenantLocationPreview> {
    return this.answer({ target, ...this.preview });
  }

  async registerLocation(id: string, target: string): Promise<TenantLocation> {
    const known = this.locations.get(id) ?? [];
    const location = {
      id: String(known.length + 1),
      target,
      createdAt: '2026-11-20T10:00:00.000Z',
      createdBy: this.me.userEntityRef,
    };
    this.answer(undefined);
    this.locations.set(id, [...known, location]);
    return location;
  }

  async removeLocation(id: string, locationId: string): Promise<void> {
    const known = this.locations.get(id) ?? [];
    this.locations.set(
      id,
      known.filter(location => location.id !== locationId),
    );
    this.answer(undefined);
  }

  async viewAs(tenantId: string): Promise<Viewing> {
    const { id, title } = await this.getTenant(tenantId);
    const viewingAs = {
      id,
      title,
      since: '2026-11-20T10:00:00.000Z',
      until: '2026-11-20T11:00:00.000Z',
    };
    this.me = { ...this.me, operator: false, viewingAs };
    return viewingAs;
  }

  async stopViewing(): Promise<void> {
    this.answer(undefined);
    this.me = { ...this.me, operator: true, viewingAs: null };
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
    const { class: ofClass } = tenant;
    this.tenants.push(tenant);
    this.me = {
      ...this.me,
      tenants: [
        ...this.me.tenants,
        { id, title, description, state, class: ofClass, platform, role },
      ],
    };
  }

  private put(tenant: Tenant): Tenant {
    const version = Date.parse(tenant.updatedAt) + 1;
    const kept = { ...tenant, updatedAt: new Date(version).toISOString() };
    const index = this.tenants.findIndex(({ id }) => id === tenant.id);
    this.tenants[index] = kept;
    return this.answer(kept);
  }

  private answer<T>(value: T): T {
    if (this.failure) {
      throw this.failure;
    }
    return value;
  }
}

/** An answer of the backend that says no. */
export function refusal(statusCode: number, message: string, field?: string) {
  return Object.assign(new Error(message), {
    name: 'ResponseError',
    statusCode,
    cause: { name: 'Error', message, ...(field && { field }) },
  });
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
    class: 'internal',
    platform: false,
    groups: [`group:${id}/${id}`],
    admins: [],
    namespaces: [id],
    locations: [],
    signIn: { providers: [] },
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
