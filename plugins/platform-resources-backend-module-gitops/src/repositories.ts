import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import {
  MirrorSource,
  RepositoryCredentials,
} from '@commonhold/plugin-platform-resources-node/git';

/**
 * A repository that something else reconciles.
 *
 * @public
 */
export type GitopsRepository = {
  readonly branch: string;
  /** Where its copy is kept. */
  readonly directory: string;
  /** With credentials as they are now: tokens may be short-lived. */
  source(): Promise<MirrorSource>;
};

const PROTOCOLS = ['https', 'http', 'ssh', 'file'] as const;

/**
 * @throws InputError if a URL cannot be used
 * @returns by name
 */
export function readRepositories(
  config: Config,
): ReadonlyMap<string, GitopsRepository> {
  const settings = config.getOptionalConfig(
    'platformResources.providers.gitops',
  );
  const directory = resolve(
    settings?.getOptionalString('directory') ??
      join(tmpdir(), 'commonhold-gitops'),
  );
  const credentials = new RepositoryCredentials(
    ScmIntegrations.fromConfig(config),
  );
  const repositories = settings?.getOptionalConfig('repositories');
  return new Map(
    repositories?.keys().map(name => {
      const repository = repositories.getConfig(name);
      const url = repository.getString('url');
      const protocol = PROTOCOLS.find(each =>
        url.startsWith(each === 'file' ? 'file:' : `${each}://`),
      );
      if (!protocol) {
        throw new InputError(
          `platformResources.providers.gitops.repositories.${name}.url: begin it with https://, ssh:// or file:`,
        );
      }
      return [
        name,
        {
          branch: repository.getOptionalString('branch') ?? 'main',
          directory: join(
            directory,
            createHash('sha256').update(url).digest('hex').slice(0, 16),
          ),
          source: async () => ({
            url: protocol === 'file' ? pathOf(url) : url,
            protocol,
            authentication: await credentials.forUrl(url),
          }),
        },
      ];
    }),
  );
}

function pathOf(url: string): string {
  return url.startsWith('file://')
    ? fileURLToPath(url)
    : resolve(url.slice('file:'.length));
}
