import { EVERYONE } from '@commonhold/plugin-tenancy-common';

/** Whether everybody of one audience is in the other. */
export function isWithin(
  audience: readonly string[],
  other: readonly string[],
): boolean {
  return (
    other.includes(EVERYONE) || audience.every(value => other.includes(value))
  );
}
