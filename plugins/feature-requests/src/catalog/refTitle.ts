import { parseEntityRef } from '@backstage/catalog-model';

/**
 * `group:payments/checkout` becomes `Checkout`, and `user:default/amelia.hart`
 * `Amelia Hart`. What is no ref stays as it is.
 */
export function refTitle(ref: string): string {
  const parsed = parseOrNothing(ref);
  if (!parsed) {
    return ref;
  }
  const words = parsed.name.split(/[-_.]+/).filter(Boolean);
  const isPerson = parsed.kind.toLocaleLowerCase('en-US') === 'user';
  return words
    .map((word, index) => (isPerson || index === 0 ? capital(word) : word))
    .join(' ');
}

/** The title of a tenant of which only the id is known. */
export function tenantTitle(id: string): string {
  return capital(id.split(/[-_]+/).join(' '));
}

function capital(word: string): string {
  return word.charAt(0).toLocaleUpperCase() + word.slice(1);
}

function parseOrNothing(ref: string) {
  try {
    return parseEntityRef(ref);
  } catch {
    return undefined;
  }
}
