import { MirrorLimits } from '@commonhold/plugin-platform-resources-node/git';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { HumanDuration } from '@backstage/types';
import { Duration } from 'luxon';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AllowedPrefix, readAllowedPrefixes } from './git/RepositoryRules';
import { Rewrite } from './git/Mirrors';

/** What `platformResources` of the configuration says of repositories. */
export type RepositorySettings = {
  readonly allow: readonly AllowedPrefix[];
  readonly rewrites: readonly Rewrite[];
  readonly directory: string;
  readonly limits: MirrorLimits;
  /** How often a repository is looked at. */
  readonly everyMs: number;
  /** How often the catalog is asked for applications. */
  readonly syncEvery: HumanDuration;
  readonly componentNamespaces: readonly string[];
};

export function readRepositorySettings(
  config: RootConfigService,
): RepositorySettings {
  const root = 'platformResources.repositories';
  const milliseconds = (key: string, fallback: HumanDuration) =>
    Duration.fromObject(
      config.has(key) ? readDurationFromConfig(config, { key }) : fallback,
    ).toMillis();
  return {
    allow: readAllowedPrefixes(config),
    rewrites: (config.getOptionalConfigArray(`${root}.rewrite`) ?? []).map(
      rewrite => ({
        from: rewrite.getString('from'),
        to: absolute(rewrite.getString('to')),
      }),
    ),
    directory: path.resolve(
      config.getOptionalString(`${root}.directory`) ??
        path.join(tmpdir(), 'commonhold-repositories'),
    ),
    limits: {
      maxBytes:
        config.getOptionalNumber(`${root}.maxBytes`) ?? 256 * 1024 * 1024,
      timeoutMs: milliseconds(`${root}.timeout`, { minutes: 1 }),
    },
    everyMs: milliseconds(`${root}.frequency`, { minutes: 2 }),
    syncEvery: config.has('platformResources.frequency')
      ? readDurationFromConfig(config, { key: 'platformResources.frequency' })
      : { seconds: 10 },
    componentNamespaces:
      config.getOptionalStringArray(
        'platformResources.components.namespaces',
      ) ?? [],
  };
}

/** Folders keep the slash at their end, which a rewritten URL goes on after. */
function absolute(target: string): string {
  if (/^(https?|ssh):\/\//.test(target)) {
    return target;
  }
  const folder = path.resolve(target);
  return target.endsWith('/') ? `${folder}/` : folder;
}
