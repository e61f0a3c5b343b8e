import { Config } from '@backstage/config';

/**
 * How to reach a PostgreSQL server.
 *
 * @public
 */
export type ClusterOptions = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string;
  /** Where the provider keeps its notes. */
  readonly database: string;
  readonly tls?: { readonly ca?: string };
  readonly maxConnections: number;
};

const CLUSTERS = 'platformResources.providers.postgresql.clusters';
const DEFAULT_PORT = 5432;
const DEFAULT_CONNECTIONS = 4;

/**
 * Reads `platformResources.providers.postgresql.clusters`, by name.
 *
 * @public
 */
export function readClusterOptions(
  config: Config,
): ReadonlyMap<string, ClusterOptions> {
  const clusters = config.getOptionalConfig(CLUSTERS);
  return new Map(
    (clusters?.keys() ?? []).map(name => {
      const cluster = config.getConfig(`${CLUSTERS}.${name}`);
      const tls = cluster.getOptionalConfig('tls');
      return [
        name,
        {
          host: cluster.getString('host'),
          port: cluster.getOptionalNumber('port') ?? DEFAULT_PORT,
          user: cluster.getString('user'),
          password: cluster.getOptionalString('password'),
          database: cluster.getOptionalString('database') ?? 'postgres',
          tls: tls && { ca: tls.getOptionalString('ca') },
          maxConnections:
            cluster.getOptionalNumber('maxConnections') ?? DEFAULT_CONNECTIONS,
        },
      ];
    }),
  );
}
