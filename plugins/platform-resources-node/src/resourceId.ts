import { createHash } from 'node:crypto';
import { ResourceRef } from '@commonhold/plugin-platform-resources-common';
import { ResourceId } from './ResourceProvider';

/**
 * The id of a resource: a name-based UUID (RFC 9562, version 8) from the SHA-256 of
 * its ref. Known before the resource is, and the same if it is declared again.
 *
 * @public
 */
export function resourceIdOf(ref: ResourceRef): ResourceId {
  const bytes = createHash('sha256').update(ref).digest().subarray(0, 16);
  bytes[6] = (bytes[6] % 16) + 0x80;
  bytes[8] = (bytes[8] % 64) + 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-') as ResourceId;
}
