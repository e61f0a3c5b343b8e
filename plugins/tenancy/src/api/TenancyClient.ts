import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  MeResponse,
  Page,
  Refusal,
  Tenant,
  TenantMember,
  TenantSourceStatus,
} from '@commonhold/plugin-tenancy-common';
import { PageRequest, TenancyApi } from './TenancyApi';

/**
 * Speaks to the tenancy backend over HTTP.
 *
 * @public
 */
export class TenancyClient implements TenancyApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async getMe(): Promise<MeResponse> {
    return this.#get('/me');
  }

  async listTenants(request?: PageRequest): Promise<Page<Tenant>> {
    return this.#get('/tenants', request);
  }

  async getTenant(id: string): Promise<Tenant> {
    return this.#get(`/tenants/${encodeURIComponent(id)}`);
  }

  async listMembers(
    id: string,
    request?: PageRequest,
  ): Promise<Page<TenantMember>> {
    return this.#get(`/tenants/${encodeURIComponent(id)}/members`, request);
  }

  async listRefusals(
    id: string,
    request?: PageRequest,
  ): Promise<Page<Refusal>> {
    return this.#get(`/tenants/${encodeURIComponent(id)}/refusals`, request);
  }

  async listSources(): Promise<readonly TenantSourceStatus[]> {
    const answer = await this.#get<{ items: readonly TenantSourceStatus[] }>(
      '/sources',
    );
    return answer.items;
  }

  async #get<T>(path: string, request: PageRequest = {}): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('tenancy');
    const query = new URLSearchParams();
    if (request.limit !== undefined) {
      query.set('limit', String(request.limit));
    }
    if (request.cursor !== undefined) {
      query.set('cursor', request.cursor);
    }
    const search = query.toString();
    const response = await this.#fetchApi.fetch(
      `${baseUrl}${path}${search && `?${search}`}`,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
