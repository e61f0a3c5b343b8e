import { DirectoryChangeKey } from '@commonhold/plugin-tenancy-common';

/** The catalog's refresh key for something whose tenant may change. */
export function refreshKey(key: DirectoryChangeKey): string {
  return `tenancy:${key}`;
}

/** For something that other entities name: its audience may change. */
export function entityKey(entityRef: string): DirectoryChangeKey {
  return `audience:${entityRef}`;
}
