import {
  DefaultGithubCredentialsProvider,
  DefaultGitlabCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';

/** Git settings that authenticate one call. */
export type GitAuthentication = readonly (readonly [string, string])[];

/** Finds credentials of a repository in the portal's `integrations`. */
export class RepositoryCredentials {
  private readonly github: DefaultGithubCredentialsProvider;
  private readonly gitlab: DefaultGitlabCredentialsProvider;

  constructor(private readonly integrations: ScmIntegrations) {
    this.github =
      DefaultGithubCredentialsProvider.fromIntegrations(integrations);
    this.gitlab =
      DefaultGitlabCredentialsProvider.fromIntegrations(integrations);
  }

  /** @returns nothing for what can be read without, or by the keys of SSH */
  async forUrl(url: string): Promise<GitAuthentication> {
    if (!/^https?:/.test(url)) {
      return [];
    }
    const authorization = await this.authorization(url);
    return authorization
      ? [
          [
            `http.${new URL(url).origin}/.extraHeader`,
            `Authorization: ${authorization}`,
          ],
        ]
      : [];
  }

  private async authorization(url: string): Promise<string | undefined> {
    const { integrations } = this;
    if (integrations.github.byUrl(url)) {
      const { token } = await this.github.getCredentials({ url });
      return token && basic('x-access-token', token);
    }
    if (integrations.gitlab.byUrl(url)) {
      const { token } = await this.gitlab.getCredentials({ url });
      return token && basic('oauth2', token);
    }
    const gitea = integrations.gitea.byUrl(url)?.config;
    if (gitea?.password) {
      return basic(gitea.username ?? 'token', gitea.password);
    }
    const bitbucket = integrations.bitbucketServer.byUrl(url)?.config;
    if (bitbucket?.token) {
      return `Bearer ${bitbucket.token}`;
    }
    return bitbucket?.username && bitbucket.password
      ? basic(bitbucket.username, bitbucket.password)
      : undefined;
  }
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
