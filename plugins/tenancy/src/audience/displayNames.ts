import { parseEntityRef } from '@backstage/catalog-model';
import { Tenant, TenantMembership } from '@commonhold/plugin-tenancy-common';

/**
 * Titles of tenants by id, as far as the reader may know them.
 *
 * @public
 */
export type TenantTitles = Readonly<Record<string, string>>;

export function titlesOf(
  tenants: readonly (TenantMembership | Tenant)[],
): TenantTitles {
  return Object.fromEntries(tenants.map(({ id, title }) => [id, title]));
}

/**
 * The title of a tenant. Of other tenants a member knows only the id, which
 * still reads well as words: `retail-banking` becomes `Retail banking`.
 */
export function tenantTitle(id: string, titles: TenantTitles = {}): string {
  return titles[id] ?? asWords(id);
}

/** `group:payments/checkout` becomes `Checkout`. */
export function refTitle(ref: string): string {
  return asWords(parseEntityRef(ref).name);
}

function asWords(slug: string): string {
  const words = slug.replace(/[-_.]+/g, ' ').trim();
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** `Lending`, `Lending and Cards`, `Lending, Cards and Insights`. */
export function asSentenceList(
  names: readonly string[],
  locale: string,
): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}
