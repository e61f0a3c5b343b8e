import { LocationSpec } from '@backstage/plugin-catalog-common';
import { TenantDirectory, TenantId } from '@commonhold/plugin-tenancy-common';
import { pathToFileURL } from 'node:url';

/**
 * The tenant whose `locations` hold a place in the catalog; of several, the
 * one with the longest prefix.
 *
 * Prefixes end at a path segment: `https://git.example/payments` holds
 * `https://git.example/payments/x` but not `https://git.example/payments-eu`.
 */
export function tenantOfLocation(
  location: LocationSpec,
  tenants: TenantDirectory['tenants'],
): TenantId | null {
  const url = toUrl(location);
  if (!url) {
    return null;
  }
  let best: { tenant: TenantId; length: number } | undefined;
  for (const tenant of tenants) {
    for (const prefix of tenant.locations) {
      const length = heldBy(url, prefix);
      if (length > (best?.length ?? -1)) {
        best = { tenant: tenant.id, length };
      }
    }
  }
  return best?.tenant ?? null;
}

function toUrl({ type, target }: LocationSpec): URL | undefined {
  if (type === 'file') {
    return pathToFileURL(target);
  }
  return URL.canParse(target) ? new URL(target) : undefined;
}

/** @returns the length of the prefix, or -1 if it does not hold the URL */
function heldBy(url: URL, prefix: string): number {
  const base = new URL(prefix);
  if (base.protocol !== url.protocol || base.host !== url.host) {
    return -1;
  }
  const path = segments(base);
  const held = segments(url);
  return path.every((segment, index) => held[index] === segment)
    ? path.length
    : -1;
}

/**
 * Decoded, so that `%70ayments` is `payments`. A segment that decodes to
 * something with a slash, or not at all, stays as it is written: it then
 * equals no plain segment. In lower case, since many Git hosts do not tell
 * upper from lower. `URL` has already taken out `.` and `..`.
 */
function segments(url: URL): string[] {
  return url.pathname
    .split('/')
    .filter(segment => segment !== '')
    .map(segment => {
      try {
        const decoded = decodeURIComponent(segment);
        return /[/\\]/.test(decoded) ? segment : decoded.toLowerCase();
      } catch {
        return segment;
      }
    });
}
