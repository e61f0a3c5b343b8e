const DAY_MS = 24 * 3_600_000;

/** How many days before its end people are told; 0 is the end itself. */
const WARNINGS = [14, 7, 1, 0];

/** Long enough ahead to see every warning come. */
export const FIRST_WARNING_MS = WARNINGS[0] * DAY_MS;

/**
 * The warning that is due, in days before the end: the latest that has come, and none
 * that was given already. One that was missed is not made up for. Pure.
 *
 * @param warned - the last that was given
 */
export function dueWarning(
  expiresAt: string,
  now: number,
  warned: number | null,
): number | undefined {
  const left = Date.parse(expiresAt) - now;
  const due = WARNINGS.filter(days => left <= days * DAY_MS).pop();
  return due !== undefined && (warned === null || due < warned)
    ? due
    : undefined;
}
