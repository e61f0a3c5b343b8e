import { Config } from '@backstage/config';

/**
 * A PowerDNS and how to talk to it.
 *
 * @public
 */
export type PowerdnsServerOptions = {
  readonly url: string;
  readonly apiKey: string;
  /** As its API calls it. */
  readonly serverId: string;
};

/**
 * @throws Error if a server lacks its URL or key
 * @returns by name
 */
export function readServerOptions(
  config: Config,
): ReadonlyMap<string, PowerdnsServerOptions> {
  const servers = config.getOptionalConfig(
    'platformResources.providers.powerdns.servers',
  );
  return new Map(
    servers?.keys().map(name => {
      const server = servers.getConfig(name);
      return [
        name,
        {
          url: server.getString('url'),
          apiKey: server.getString('apiKey'),
          serverId: server.getOptionalString('serverId') ?? 'localhost',
        },
      ];
    }),
  );
}
