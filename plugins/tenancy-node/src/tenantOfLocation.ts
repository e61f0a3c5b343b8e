import { pathToFileURL } from 'node:url';
import { DirectoryTenant, TenantId } from '@commonhold/plugin-tenancy-common';

/**
 * A place that the catalog reads from, such as
 * `url:https://git.example/payments/catalog-info.yaml`.
 *
 * @public
 */
export type CatalogPlace = { readonly type: string; readonly target: string };

/** What of a tenant tells which places are its own. */
type TenantPlaces = Pick<DirectoryTenant, 'id' | 'locations'>;

type Prefix = {
  readonly tenant: TenantId;
  readonly scheme: string;
  readonly host: string;
  readonly path: readonly string[];
};

/** Prefixes as parsed, for as long as the tenants are remembered. */
const parsed = new WeakMap<readonly TenantPlaces[], readonly Prefix[]>();

/**
 * The tenant whose `locations` hold a place in the catalog; of several, the
 * one with the longest prefix.
 *
 * Prefixes end at a path segment: `https://git.example/payments` holds
 * `https://git.example/payments/x` but not `https://git.example/payments-eu`.
 *
 * @public
 */
export function tenantOfLocation(
  place: CatalogPlace,
  tenants: readonly TenantPlaces[],
): TenantId | null {
  const url = toUrl(place);
  if (!url) {
    return null;
  }
  const scheme = schemeOf(url);
  const path = segments(url);
  let best: Prefix | undefined;
  for (const prefix of prefixesOf(tenants)) {
    if (
      prefix.scheme === scheme &&
      prefix.host === url.host &&
      prefix.path.length > (best?.path.length ?? -1) &&
      prefix.path.every((segment, index) => path[index] === segment)
    ) {
      best = prefix;
    }
  }
  return best?.tenant ?? null;
}

/**
 * Whether all who read a place read the same: no part of its path becomes a
 * separator, or leads upwards, once somebody decodes it.
 *
 * @public
 */
export function isUnambiguous(place: CatalogPlace): boolean {
  const url = toUrl(place);
  return (
    url !== undefined &&
    url.username === '' &&
    url.password === '' &&
    url.pathname
      .split('/')
      .every(
        segment =>
          !/%(2f|5c|2e|25|00)/i.test(segment) && decodes(segment) !== undefined,
      )
  );
}

function prefixesOf(tenants: readonly TenantPlaces[]): readonly Prefix[] {
  let prefixes = parsed.get(tenants);
  if (!prefixes) {
    prefixes = tenants.flatMap(({ id, locations }) =>
      locations.map(location => {
        const url = new URL(location);
        return {
          tenant: id,
          scheme: schemeOf(url),
          host: url.host,
          path: segments(url),
        };
      }),
    );
    parsed.set(tenants, prefixes);
  }
  return prefixes;
}

function toUrl({ type, target }: CatalogPlace): URL | undefined {
  if (type === 'file') {
    return pathToFileURL(target);
  }
  return URL.canParse(target) ? new URL(target) : undefined;
}

/** Who reads repositories goes by the host: `http` leads to the same ones. */
function schemeOf({ protocol }: URL): string {
  return protocol === 'http:' ? 'https:' : protocol;
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
      const decoded = decodes(segment);
      return decoded === undefined || /[/\\]/.test(decoded)
        ? segment
        : decoded.toLowerCase();
    });
}

function decodes(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
