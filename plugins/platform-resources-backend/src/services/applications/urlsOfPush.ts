import { parseRepositoryUrl } from '../../git/RepositoryUrl';

/**
 * The URLs of the repository that a push event is about, as applications may have
 * written them: with and without `.git`. GitHub, Gitea and GitLab name them in
 * `repository` or `project`, each in its own words.
 */
export function urlsOfPush(payload: unknown): string[] {
  const urls = new Set<string>();
  for (const field of ['repository', 'project']) {
    const repository = property(payload, field);
    for (const name of [
      'clone_url',
      'html_url',
      'ssh_url',
      'git_http_url',
      'git_ssh_url',
      'web_url',
      'http_url',
    ]) {
      const value = property(repository, name);
      const url = typeof value === 'string' ? plain(value) : undefined;
      if (url) {
        const stem = url.replace(/\.git$/, '');
        urls.add(stem).add(`${stem}.git`);
      }
    }
  }
  return [...urls];
}

/** As the annotation of an application is stored. */
function plain(value: string): string | undefined {
  try {
    return parseRepositoryUrl(value).url;
  } catch {
    return undefined;
  }
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
