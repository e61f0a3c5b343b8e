import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import { AnyValue, HAS_INDEX_KEYS } from './value';

/**
 * SHA-256 of a text's UTF-8 bytes, in lower-case hex.
 *
 * @public
 */
export type Sha256 = (text: string) => string;

/** The SHA-256 that works everywhere; Node's own is faster where there is one. */
export const portableSha256: Sha256 = text => bytesToHex(sha256(text));

/**
 * The RFC 8785 JSON of a value: no white space, keys sorted by UTF-16 code units,
 * numbers as ECMAScript writes them.
 *
 * Maps are kept sorted, and JSON.stringify follows RFC 8785 for strings and
 * numbers (the RFC took both from ECMAScript), so the engine's own serializer
 * does it, except that JavaScript objects put keys such as `8080` first.
 */
export function canonicalJson(value: AnyValue): string {
  return (value.flags & HAS_INDEX_KEYS) === 0
    ? JSON.stringify(value.toJson())
    : writeCanonical(value);
}

function writeCanonical(value: AnyValue): string {
  if (value.kind === 'map') {
    const entries = value.keys.map(
      (key, i) => `${JSON.stringify(key)}:${writeCanonical(value.values[i])}`,
    );
    return `{${entries.join(',')}}`;
  }
  if (value.kind === 'list') {
    return `[${value.items.map(writeCanonical).join(',')}]`;
  }
  return JSON.stringify(value.toJson());
}

/** Whether two values are the same JSON. */
export function equalValues(a: AnyValue, b: AnyValue): boolean {
  return a === b || canonicalJson(a) === canonicalJson(b);
}
