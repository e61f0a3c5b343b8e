import { InputError } from '@backstage/errors';

/**
 * Cursors are the keys of the last row of a page, so that the next page starts
 * behind it whatever was added meanwhile.
 */
export function encodeCursor(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys), 'utf8').toString('base64url');
}

/** @throws InputError if the cursor is not one of `length` keys */
export function decodeCursor(cursor: string, length: number): string[] {
  let keys: unknown;
  try {
    keys = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    keys = undefined;
  }
  if (
    !Array.isArray(keys) ||
    keys.length !== length ||
    !keys.every((key): key is string => typeof key === 'string')
  ) {
    throw new InputError(
      'The cursor is not valid: start again without one, or use the nextCursor of the page before',
    );
  }
  return keys;
}

/**
 * Cuts a list that was read with one row too many to a page.
 *
 * @param keysOf - the keys of a row, in the order of the list
 */
export function cutPage<T>(
  rows: readonly T[],
  limit: number,
  keysOf: (row: T) => readonly string[],
): { items: readonly T[]; nextCursor?: string } {
  if (rows.length <= limit) {
    return { items: rows };
  }
  const items = rows.slice(0, limit);
  return { items, nextCursor: encodeCursor(keysOf(items[limit - 1])) };
}
