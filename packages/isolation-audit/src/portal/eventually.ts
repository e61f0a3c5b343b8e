import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again until the check passes.
 *
 * @returns how long it took, in milliseconds
 * @throws the last error of the check once the time is over
 */
export async function eventually(
  check: () => Promise<void>,
  withinMs: number,
): Promise<number> {
  const start = Date.now();
  for (;;) {
    try {
      await check();
      return Date.now() - start;
    } catch (error) {
      if (Date.now() - start > withinMs) {
        throw error;
      }
      await pause(200);
    }
  }
}
