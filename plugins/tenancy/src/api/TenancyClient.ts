import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  AccessExplanation,
  MeResponse,
  NewTenant,
  Page,
  Refusal,
  Tenant,
  TenancyHttpClient,
  TenantEvent,
  TenantLocation,
  TenantLocationPreview,
  TenantMember,
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
} from './TenancyApi';

/**
 * Speaks to the tenancy backend over HTTP.
 *
 * @public
 */
export class TenancyClient implements TenancyApi {
  readonly #http: TenancyHttpClient;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#http = new TenancyHttpClient(options);
  }

  async getMe(): Promise<MeResponse> {
    return answerOf(await this.#http.getMe({}));
  }

  async listTenants(
    request: PageRequest & TenantQuery = {},
  ): Promise<TenantsPage> {
    return answerOf(await this.#http.listTenants({ query: request }));
  }

  async getTenant(id: string): Promise<Tenant> {
    return answerOf(await this.#http.getTenant(at(id)));
  }

  async createTenant(tenant: NewTenant): Promise<Tenant> {
    return answerOf(await this.#http.createTenant({ body: mutable(tenant) }));
  }

  async updateTenant(
    id: string,
    patch: TenantPatch,
    options: { updatedAt: string },
  ): Promise<Tenant> {
    const version = `"${options.updatedAt}"`;
    // The generated client sends a header by the name that it has in
    // JavaScript, so that the real one has to be there too.
    const header = { ifMatch: version, 'If-Match': version };
    return answerOf(
      await this.#http.updateTenant({
        ...at(id),
        body: mutable(patch),
        header,
      }),
    );
  }

  async changeTenantState(
    id: string,
    change: TenantStateChange,
  ): Promise<Tenant> {
    switch (change) {
      case 'suspend':
        return answerOf(await this.#http.suspendTenant(at(id)));
      case 'resume':
        return answerOf(await this.#http.resumeTenant(at(id)));
      case 'archive':
        return answerOf(await this.#http.archiveTenant(at(id)));
      default:
        throw new TypeError(`Unknown change ${change satisfies never}`);
    }
  }

  async listMembers(
    id: string,
    request: PageRequest = {},
  ): Promise<Page<TenantMember>> {
    return answerOf(
      await this.#http.listMembers({ ...at(id), query: request }),
    );
  }

  async listRefusals(
    id: string,
    request: PageRequest = {},
  ): Promise<Page<Refusal>> {
    return answerOf(
      await this.#http.listRefusals({ ...at(id), query: request }),
    );
  }

  async listEvents(
    id: string,
    request: PageRequest = {},
  ): Promise<Page<TenantEvent>> {
    return answerOf(await this.#http.listEvents({ ...at(id), query: request }));
  }

  async listSources(): Promise<readonly TenantSourceStatus[]> {
    const answer = await answerOf<{ items: readonly TenantSourceStatus[] }>(
      await this.#http.listSources({}),
    );
    return answer.items;
  }

  async listUnassigned(
    request: PageRequest = {},
  ): Promise<Page<UnassignedEntity>> {
    return answerOf(await this.#http.listUnassigned({ query: request }));
  }

  async explainAccess(question: {
    userEntityRef: string;
    entityRef: string;
  }): Promise<AccessExplanation> {
    return answerOf(await this.#http.explainAccess({ body: question }));
  }

  async listLocations(
    id: string,
    request: PageRequest = {},
  ): Promise<Page<TenantLocation>> {
    return answerOf(
      await this.#http.listLocations({ ...at(id), query: request }),
    );
  }

  async previewLocation(
    id: string,
    target: string,
  ): Promise<TenantLocationPreview> {
    return answerOf(
      await this.#http.registerLocation({
        ...at(id),
        body: { target, dryRun: true },
      }),
    );
  }

  async registerLocation(id: string, target: string): Promise<TenantLocation> {
    return answerOf(
      await this.#http.registerLocation({ ...at(id), body: { target } }),
    );
  }

  async removeLocation(id: string, locationId: string): Promise<void> {
    await refuseFailure(
      await this.#http.removeLocation({ path: { tenantId: id, locationId } }),
    );
  }

  async viewAs(tenantId: string): Promise<Viewing> {
    return answerOf(await this.#http.startViewAs({ body: { tenantId } }));
  }

  async stopViewing(): Promise<void> {
    await refuseFailure(await this.#http.stopViewAs({}));
  }
}

function at(tenantId: string) {
  return { path: { tenantId } };
}

type Answer = Parameters<typeof ResponseError.fromResponse>[0] & {
  json(): Promise<unknown>;
};

/** The generated types leave out what `T` says more exactly. */
async function answerOf<T>(response: Answer): Promise<T> {
  await refuseFailure(response);
  return (await response.json()) as T;
}

async function refuseFailure(response: Answer): Promise<void> {
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
}

type Mutable<T> = T extends string | number | boolean | null | undefined
  ? T
  : { -readonly [K in keyof T]: Mutable<T[K]> };

/** The generated types of bodies have no `readonly`; ours do. */
function mutable<T>(value: T): Mutable<T> {
  return value as Mutable<T>;
}
