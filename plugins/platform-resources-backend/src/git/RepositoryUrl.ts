import { InputError } from '@backstage/errors';

/** A Git URL and branch that were checked for what they may be. */
export type RepositoryUrl = {
  /** Absolute, without credentials. */
  readonly url: string;
  readonly branch: string;
};

const DEFAULT_BRANCH = 'main';
const MAX_LENGTH = 2000;
const PROTOCOLS = ['https:', 'http:', 'ssh:', 'file:'];

/**
 * Reads the annotation of an application: `<git url>[#branch]`.
 *
 * Options, other transports (`ext::`), credentials, detours (`..`, also written
 * `%2e`) and refs that mean something to Git itself are refused, so that what is
 * left can be compared with allowed prefixes and handed to Git.
 *
 * @throws InputError which says what is wrong
 */
export function parseRepositoryUrl(annotation: string): RepositoryUrl {
  const text = annotation.trim();
  const refuse = (reason: string): never => {
    throw new InputError(
      `"${text.slice(
        0,
        200,
      )}" is no Git URL that an application can name: ${reason}`,
    );
  };
  if (text.length > MAX_LENGTH) {
    refuse('it is too long');
  }
  const hash = text.indexOf('#');
  const location = hash < 0 ? text : text.slice(0, hash);
  const branch = hash < 0 ? DEFAULT_BRANCH : text.slice(hash + 1);
  if (!isBranchName(branch)) {
    refuse(`"${branch}" is no name of a branch`);
  }
  // Spaces, control characters and backslashes are read differently by everybody.
  if (!/^[\x21-\x7e]+$/.test(location) || location.includes('\\')) {
    refuse('it holds characters that a URL cannot have');
  }
  const scp = /^([A-Za-z0-9._-]+@)?([A-Za-z0-9.-]+):(?!\/\/)([^:]+)$/.exec(
    location,
  );
  const candidate =
    scp && !location.startsWith('-')
      ? `ssh://${scp[1] ?? ''}${scp[2]}/${scp[3].replace(/^\/+/, '')}`
      : location;
  let url: URL;
  try {
    url = new URL(candidate);
  } catch {
    return refuse('it is not absolute; write it like https://host/path.git');
  }
  if (!PROTOCOLS.includes(url.protocol)) {
    refuse('only https and ssh are known');
  }
  if (url.password || (url.username && url.protocol !== 'ssh:')) {
    refuse('leave credentials to the integrations of the portal');
  }
  if (url.username.startsWith('-') || url.hostname.startsWith('-')) {
    refuse('it looks like an option');
  }
  if (url.search) {
    refuse('leave out what follows the question mark');
  }
  if (
    /(^|\/)\.\.?(\/|$)/.test(candidate.replace(/^[a-z]+:\/\/[^/]*/, '')) ||
    /%(2e|2f|5c|00|25)/i.test(candidate) ||
    url.pathname.includes('//') ||
    url.pathname === '/'
  ) {
    refuse('its path is not plain');
  }
  return { url: url.toString().replace(/\/$/, ''), branch };
}

/** What `git check-ref-format --branch` allows, and no more than is usual. */
export function isBranchName(name: string): boolean {
  return (
    name.length <= 200 &&
    /^[A-Za-z0-9_][A-Za-z0-9._/-]*$/.test(name) &&
    !/\.\.|\/\/|\/\.|\.\/|\.lock(\/|$)|[./]$/.test(name) &&
    !name.startsWith('refs/') &&
    name !== 'HEAD'
  );
}

/** Whether a URL is below a prefix, whole path segments only. */
export function isBelow(url: string, prefix: string): boolean {
  const folder = prefix.endsWith('/') ? prefix : `${prefix}/`;
  return url.startsWith(folder) && url.length > folder.length;
}
