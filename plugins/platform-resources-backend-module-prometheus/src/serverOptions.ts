import { resolve } from 'node:path';
import { Config } from '@backstage/config';

/**
 * A Prometheus and where its rules are.
 *
 * @public
 */
export type PrometheusServerOptions = {
  /** Absolute path of a folder whose `*.rules.yaml` it reads. */
  readonly ruleDirectory: string;
  /** Without a trailing slash. */
  readonly url?: string;
  readonly authorization?: string;
  /** Path or name of the `promtool` program. */
  readonly promtool?: string;
};

/**
 * @throws InputError if a server lacks its folder
 * @returns by name
 */
export function readServerOptions(
  config: Config,
): ReadonlyMap<string, PrometheusServerOptions> {
  const servers = config.getOptionalConfig(
    'platformResources.providers.prometheus.servers',
  );
  return new Map(
    servers?.keys().map(name => [name, readServer(servers.getConfig(name))]),
  );
}

function readServer(config: Config): PrometheusServerOptions {
  return {
    ruleDirectory: resolve(config.getString('ruleDirectory')),
    url: config.getOptionalString('url')?.replace(/\/+$/, ''),
    authorization: readAuthorization(config),
    promtool: config.getOptionalString('promtool'),
  };
}

function readAuthorization(config: Config): string | undefined {
  const token = config.getOptionalString('bearerToken');
  if (token) {
    return `Bearer ${token}`;
  }
  const basic = config.getOptionalConfig('basicAuth');
  if (!basic) {
    return undefined;
  }
  const pair = `${basic.getString('username')}:${basic.getString('password')}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
