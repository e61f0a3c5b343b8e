import { Entity } from '@backstage/catalog-model';
import {
  DirectoryChangeKey,
  TenantDirectory,
} from '@commonhold/plugin-tenancy-common';
import { isKind } from './claims';

/** So often, files that several have registered are handed out anew. */
const AGAIN_MS = 5 * 60 * 1000;

/** Which files are registered, worked out once for each state of the directory. */
const targetsOf = new WeakMap<TenantDirectory, ReadonlySet<string>>();

/** Of what is looked at anew when a tenant registers that file, or no longer. */
export function registrationKey(target: string): DirectoryChangeKey {
  return `registration:${target}`;
}

/**
 * Refresh keys of a location.
 *
 * Of several locations that lead to one file, the catalog knows one as the
 * parent of its entities, and takes them away together with it. Each of the
 * others has to hand them out anew then, which the catalog has it do only if
 * something about it changed: its refresh keys, for want of anything else. Those
 * change when a tenant registers the file or no longer does, and, since nobody
 * tells when an operator does, from time to time.
 */
export function registrationKeys(
  entity: Entity,
  directory: TenantDirectory,
): DirectoryChangeKey[] {
  if (!isKind(entity, 'location')) {
    return [];
  }
  let registered = targetsOf.get(directory);
  if (!registered) {
    registered = new Set(directory.registrations.map(({ target }) => target));
    targetsOf.set(directory, registered);
  }
  const { target, targets } = entity.spec ?? {};
  const named = [target, ...(Array.isArray(targets) ? targets : [])].filter(
    value => typeof value === 'string',
  );
  return named.flatMap(one => [
    registrationKey(one),
    ...(registered.has(one)
      ? [`registered:${Math.floor(Date.now() / AGAIN_MS)}:${one}`]
      : []),
  ]);
}
