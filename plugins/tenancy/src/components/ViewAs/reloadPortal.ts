/**
 * Loads the portal anew from its home page: what any part of it has in memory
 * was seen with other eyes.
 *
 * @param home - the address of the home page
 */
export function reloadPortal(home: string): void {
  window.location.assign(home);
}
