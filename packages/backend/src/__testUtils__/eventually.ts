import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again until the assertion holds; fails with its last error.
 *
 * @returns how long it took, in milliseconds
 */
export async function eventually(
  assertion: () => Promise<void>,
  withinMs = 30_000,
): Promise<number> {
  const start = Date.now();
  for (;;) {
    try {
      await assertion();
      return Date.now() - start;
    } catch (error) {
      if (Date.now() - start > withinMs) {
        throw error;
      }
      await pause(100);
    }
  }
}
