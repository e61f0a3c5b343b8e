import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { ResourceUsage } from '@commonhold/plugin-platform-resources-common';

/** Asks the platform resources backend, as the portal itself. */
export class PlatformResourcesClient {
  constructor(
    private readonly auth: AuthService,
    private readonly discovery: DiscoveryService,
  ) {}

  async getUsage(): Promise<readonly ResourceUsage[]> {
    const { token } = await this.auth.getPluginRequestToken({
      onBehalfOf: await this.auth.getOwnServiceCredentials(),
      targetPluginId: 'platform-resources',
    });
    const baseUrl = await this.discovery.getBaseUrl('platform-resources');
    const response = await fetch(`${baseUrl}/usage`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return (await response.json()).items;
  }
}
