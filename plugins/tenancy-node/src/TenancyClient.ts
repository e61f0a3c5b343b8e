import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import {
  Caller,
  DirectoryChangeKey,
  Refusal,
  TenantDirectory,
  TenantId,
} from '@commonhold/plugin-tenancy-common';

const TIMEOUT_MS = 10_000;

/** What changed in the directory after a revision. */
export type DirectoryChanges = {
  readonly revision: number;
  readonly keys: readonly DirectoryChangeKey[];
  /** Refs of entities that are refused at present. */
  readonly refused: readonly string[];
};

/** @public */
export type RefusalReport = Pick<
  Refusal,
  'entityRef' | 'location' | 'code' | 'message'
> & {
  /** Of the repository it was read from; `null` where nobody owns that. */
  readonly tenant: TenantId | null;
  /** For operators, where they may know more than the author. */
  readonly detail?: string;
};

/** Asks the tenancy backend, as the plugin that it is made for. */
export class TenancyClient {
  constructor(
    private readonly auth: AuthService,
    private readonly discovery: DiscoveryService,
  ) {}

  async getCaller(userEntityRef: string): Promise<Caller> {
    const { kind, namespace, name } = parseEntityRef(userEntityRef);
    const path = [kind, namespace, name].map(encodeURIComponent).join('/');
    return this.request('GET', `/callers/${path}`);
  }

  async getTenantsOfUser(userEntityRef: string): Promise<TenantId[]> {
    const { namespace, name } = parseEntityRef(userEntityRef);
    const path = [namespace, name].map(encodeURIComponent).join('/');
    const { tenants } = await this.request<{ tenants: TenantId[] }>(
      'GET',
      `/users/${path}/tenants`,
    );
    return tenants;
  }

  async getDirectory(): Promise<TenantDirectory> {
    return this.request('GET', '');
  }

  async getChanges(since: number): Promise<DirectoryChanges> {
    return this.request('GET', `/changes?since=${since}`);
  }

  async putRefusal(report: RefusalReport): Promise<void> {
    await this.send('PUT', '/refusals', report);
  }

  async deleteRefusal(
    acceptance: Pick<Refusal, 'entityRef' | 'location'>,
  ): Promise<void> {
    await this.send('DELETE', '/refusals', acceptance);
  }

  private async request<T>(method: string, path: string): Promise<T> {
    return (await this.send(method, path)).json();
  }

  private async send(
    method: string,
    path: string,
    body?: object,
  ): Promise<Response> {
    const baseUrl = await this.discovery.getBaseUrl('tenancy');
    const { token } = await this.auth.getPluginRequestToken({
      onBehalfOf: await this.auth.getOwnServiceCredentials(),
      targetPluginId: 'tenancy',
    });
    const response = await fetch(`${baseUrl}/directory${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body && { 'Content-Type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}
