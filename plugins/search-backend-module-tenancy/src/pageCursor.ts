import { InputError } from '@backstage/errors';

/**
 * Pages are counted from 0, and written as upstream's engines write them, so
 * that theirs and ours are interchangeable.
 */
export function parsePageCursor(cursor: string | undefined): number {
  if (!cursor) {
    return 0;
  }
  const page = Number(Buffer.from(cursor, 'base64').toString('utf8'));
  if (!Number.isSafeInteger(page) || page < 0) {
    throw new InputError('The page cursor is not one that search gave out');
  }
  return page;
}

export function formatPageCursor(page: number): string {
  return Buffer.from(String(page), 'utf8').toString('base64');
}
