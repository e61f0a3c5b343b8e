import {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  MeResponse,
  Page,
  Refusal,
  Tenant,
  TenantEvent,
  TenantMember,
  TenantSourceStatus,
  TenantsPage,
} from '@commonhold/plugin-tenancy-common';
import { Visible } from '../permissions/TenantDecisions';
import { DirectoryStore } from '../store/DirectoryStore';
import { EventStore } from '../store/EventStore';
import { RefusalStore } from '../store/RefusalStore';
import { SourceStore } from '../store/SourceStore';
import { TenantStore } from '../store/TenantStore';
import { CallerService } from './CallerService';
import { PageRequest, TenantQuery } from './TenantService';

/** The logic, without regard to who asks. */
export class DefaultTenantService {
  constructor(
    private readonly options: {
      readonly callers: CallerService;
      readonly catalog: CatalogService;
      readonly auth: AuthService;
      readonly stores: {
        readonly tenants: TenantStore;
        readonly directory: DirectoryStore;
        readonly events: EventStore;
        readonly refusals: RefusalStore;
        readonly sources: SourceStore;
      };
    },
  ) {}

  async getMe(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<MeResponse> {
    const caller = await this.options.callers.get(
      credentials.principal.userEntityRef,
    );
    return {
      userEntityRef: caller.userEntityRef,
      operator: caller.operator,
      auditor: caller.auditor,
      tenants: caller.memberships.map(({ tenant, role }) => ({
        id: tenant.id,
        title: tenant.title,
        description: tenant.description,
        state: tenant.state,
        class: tenant.class,
        platform: tenant.platform,
        role,
      })),
      viewingAs: caller.viewing ?? null,
    };
  }

  async list(
    request: PageRequest & TenantQuery,
    visible: Visible,
  ): Promise<TenantsPage> {
    const { tenants, directory, refusals } = this.options.stores;
    const page = await tenants.page({ ...request, ...visible });
    const ids = page.items.map(({ id }) => id);
    const members = await directory.countMembers(ids);
    const refused = await refusals.count(ids);
    return {
      ...page,
      figures: Object.fromEntries(
        ids.map(id => [
          id,
          { members: members.get(id) ?? 0, refusals: refused.get(id) ?? 0 },
        ]),
      ),
    };
  }

  async get(id: string, visible: Visible): Promise<Tenant> {
    const tenant = await this.options.stores.tenants.find(id, visible.criteria);
    if (!tenant) {
      throw new NotFoundError(`There is no tenant "${id}"`);
    }
    return tenant;
  }

  async listMembers(
    id: string,
    page: PageRequest,
    visible: Visible,
  ): Promise<Page<TenantMember>> {
    const { stores } = this.options;
    const tenant = await this.get(id, visible);
    const members = await stores.directory.membersPage(id, page);
    const refs = members.items.map(({ userRef }) => userRef);
    const users = await this.usersByRef(refs);
    const groups = await stores.directory.groupsByRefs(
      members.items.flatMap(member => member.groups),
    );
    return {
      totalItems: members.totalItems,
      nextCursor: members.nextCursor,
      items: members.items.map(member => ({
        userEntityRef: member.userRef,
        title: displayNameOf(member.userRef, users.get(member.userRef)),
        groups: member.groups,
        admin: [
          member.userRef,
          ...member.groups.flatMap(group => [
            group,
            ...(groups.get(group)?.ancestors ?? []),
          ]),
        ].some(ref => tenant.admins.includes(ref)),
      })),
    };
  }

  async listRefusals(
    id: string,
    page: PageRequest,
    visible: Visible,
  ): Promise<Page<Refusal>> {
    await this.get(id, visible);
    return this.options.stores.refusals.page(id, {
      ...page,
      inFull: visible.criteria === undefined,
    });
  }

  /**
   * Who may see some tenants only need not learn who runs the portal: to them
   * an operator has no name.
   */
  async listEvents(
    id: string,
    page: PageRequest,
    visible: Visible,
  ): Promise<Page<TenantEvent>> {
    await this.get(id, visible);
    const events = await this.options.stores.events.page(id, page);
    return visible.criteria === undefined
      ? events
      : {
          ...events,
          items: events.items.map(event =>
            event.role === 'operator' ? { ...event, actor: null } : event,
          ),
        };
  }

  async listSources(): Promise<TenantSourceStatus[]> {
    return this.options.stores.sources.all();
  }

  private async usersByRef(
    refs: readonly string[],
  ): Promise<Map<string, Entity>> {
    const { catalog, auth } = this.options;
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs: [...refs],
        fields: [
          'kind',
          'metadata.name',
          'metadata.title',
          'metadata.namespace',
          'spec.profile.displayName',
        ],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return new Map(
      items.flatMap((entity, index) => (entity ? [[refs[index], entity]] : [])),
    );
  }
}

function displayNameOf(ref: string, entity: Entity | undefined): string {
  const profile = entity?.spec?.profile;
  const displayName =
    typeof profile === 'object' && profile !== null && 'displayName' in profile
      ? profile.displayName
      : undefined;
  return typeof displayName === 'string'
    ? displayName
    : entity?.metadata.title ?? parseEntityRef(ref).name;
}
