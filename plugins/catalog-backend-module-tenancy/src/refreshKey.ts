import { DirectoryChangeKey } from '@commonhold/plugin-tenancy-common';

/** The catalog's refresh key for something whose tenant may change. */
export function refreshKey(key: DirectoryChangeKey): string {
  return `tenancy:${key}`;
}
