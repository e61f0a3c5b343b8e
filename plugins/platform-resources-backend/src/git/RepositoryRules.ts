import { NotAllowedError } from '@backstage/errors';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { isBelow } from './RepositoryUrl';

/** A prefix of repositories that applications may name. */
export type AllowedPrefix = {
  readonly prefix: string;
  /**
   * Tenants whose applications may name what is below. Left out: any, as far as the
   * tenant's own `locations` go.
   */
  readonly tenants?: readonly string[];
};

/** @throws Error if a prefix could be read in two ways */
export function readAllowedPrefixes(
  config: RootConfigService,
): AllowedPrefix[] {
  return (
    config.getOptionalConfigArray('platformResources.repositories.allow') ?? []
  ).map(rule => {
    const prefix = rule.getString('prefix');
    if (!/^(https?|ssh|file):\/\/.*\/$/.test(prefix)) {
      throw new Error(
        `platformResources.repositories.allow: "${prefix}" must be the beginning of a URL that ends with a slash, such as https://git.example.com/payments/`,
      );
    }
    return { prefix, tenants: rule.getOptionalStringArray('tenants') };
  });
}

/** Decides which repositories an application may name. */
export class RepositoryRules {
  constructor(private readonly allowed: readonly AllowedPrefix[]) {}

  /**
   * @param locations - of the tenant that the application belongs to; `undefined`
   *   where tenancy is not installed
   * @throws NotAllowedError which says what to do
   */
  check(
    url: string,
    tenant: string | null,
    locations: readonly string[] | undefined,
  ): void {
    const matching = this.allowed.filter(({ prefix }) => isBelow(url, prefix));
    if (matching.length === 0) {
      throw new NotAllowedError(
        `Repositories such as ${url} are not allowed in this portal: an operator can add a prefix to platformResources.repositories.allow`,
      );
    }
    if (locations === undefined) {
      return;
    }
    if (
      matching.some(
        ({ tenants }) => tenant !== null && tenants?.includes(tenant),
      )
    ) {
      return;
    }
    if (
      matching.some(({ tenants }) => !tenants) &&
      locations.some(location => isBelow(url, location))
    ) {
      return;
    }
    throw new NotAllowedError(
      tenant === null
        ? 'The application belongs to no tenant: its repository is left alone until it does'
        : `${url} is not below the locations of the tenant "${tenant}": name a repository of your own, or ask an operator to add it`,
    );
  }
}
