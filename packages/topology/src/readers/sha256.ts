import { createHash } from 'crypto';
import { Sha256 } from '../hash';

/** Node's own SHA-256, some times faster than the portable one. @public */
export const nodeSha256: Sha256 = text =>
  createHash('sha256').update(text, 'utf8').digest('hex');
