import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again until the check passes.
 *
 * @throws the last error of the check once the time is over
 */
export async function eventually<T>(
  check: () => Promise<T>,
  withinMs: number,
): Promise<T> {
  const start = Date.now();
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() - start > withinMs) {
        throw error;
      }
      await pause(200);
    }
  }
}
