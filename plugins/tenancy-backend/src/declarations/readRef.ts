import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** The kinds that a field of a tenant may name, the default first. */
export const refKinds = {
  groups: ['group'],
  admins: ['user', 'group'],
} as const;

/**
 * @returns the full entity ref, in lower case
 * @throws RangeError that says what is wrong with it
 */
export function readRef(ref: string, kinds: readonly string[]): string {
  let parsed;
  try {
    parsed = parseEntityRef(ref, { defaultKind: kinds[0] });
  } catch {
    throw new RangeError(`"${ref}" is not an entity ref`);
  }
  if (!kinds.includes(parsed.kind.toLocaleLowerCase('en-US'))) {
    throw new RangeError(`"${ref}" is not a ${kinds.join(' or ')}`);
  }
  return stringifyEntityRef(parsed);
}
