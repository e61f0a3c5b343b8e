import {
  GitProgram,
  Mirror,
  MirrorLimits,
  RepositoryCredentials,
} from '@commonhold/plugin-platform-resources-node/git';
import { createHash } from 'node:crypto';
import path from 'node:path';

/** Part of the URLs of repositories, and where they are read from instead. */
export type Rewrite = { readonly from: string; readonly to: string };

/** The mirrors on the disk of this replica. */
export class Mirrors {
  private readonly mirrors = new Map<
    string,
    { readonly mirror: Mirror; readonly openedAt: number }
  >();

  constructor(
    private readonly options: {
      readonly git: GitProgram;
      readonly directory: string;
      readonly rewrites: readonly Rewrite[];
      readonly credentials: RepositoryCredentials;
      readonly limits: MirrorLimits;
    },
  ) {}

  /**
   * The mirror of an application's repository. Applications never share one, so that
   * none can reach objects of another's by their names.
   *
   * @param url - checked by `RepositoryRules`
   */
  async open(application: string, url: string): Promise<Mirror> {
    const { git, directory, rewrites, credentials, limits } = this.options;
    const key = createHash('sha256')
      .update(JSON.stringify([application, url]))
      .digest('hex')
      .slice(0, 40);
    const known = this.mirrors.get(key);
    // Tokens of GitHub apps live for an hour.
    if (known && Date.now() - known.openedAt < 10 * 60_000) {
      return known.mirror;
    }
    const rewrite = rewrites.find(({ from }) => url.startsWith(from));
    const target = rewrite ? rewrite.to + url.slice(rewrite.from.length) : url;
    const mirror = new Mirror(
      git,
      path.join(directory, `${key}.git`),
      {
        url: target,
        protocol: protocolOf(target),
        authentication: await credentials.forUrl(url),
      },
      limits,
    );
    this.mirrors.set(key, { mirror, openedAt: Date.now() });
    return mirror;
  }
}

function protocolOf(target: string): 'https' | 'http' | 'ssh' | 'file' {
  const protocol = /^(https|http|ssh):/.exec(target)?.[1];
  return (protocol as 'https' | 'http' | 'ssh' | undefined) ?? 'file';
}
