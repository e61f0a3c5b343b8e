import { Page } from '@commonhold/plugin-tenancy-common';
import { useCallback, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';

/** Rows a page. */
export const PAGE_SIZE = 20;

export type CursorPages<T> = {
  /** The page to show; while the next one loads, still the one before. */
  readonly page: Page<T> | undefined;
  /** Counted from 0. */
  readonly index: number;
  readonly loading: boolean;
  readonly error: Error | undefined;
  retry(): void;
  /** Absent on the first page. */
  readonly previous: (() => void) | undefined;
  /** Absent on the last page. */
  readonly next: (() => void) | undefined;
};

/**
 * Walks a list that the server pages with cursors. Cursors lead forward only,
 * so those of the pages already seen are kept to find the way back.
 *
 * @param list - names the list. Another list starts at its first page.
 * @param load - loads the page at a cursor, or the first page without one
 */
export function useCursorPages<T>(
  list: string,
  load: (cursor: string | undefined) => Promise<Page<T>>,
): CursorPages<T> {
  const [trail, setTrail] = useState<Trail>({ list, cursors: [] });
  const cursors = trail.list === list ? trail.cursors : [];
  const cursor = cursors.at(-1);

  const { value, loading, error, retry } = useAsyncRetry(
    () => load(cursor),
    // `load` closes over nothing but what `list` names.
    [list, cursor],
  );

  const nextCursor = value?.nextCursor;
  const goTo = useCallback(
    (next: readonly string[]) => setTrail({ list, cursors: next }),
    [list],
  );

  return {
    page: error ? undefined : value,
    index: cursors.length,
    loading,
    error,
    retry,
    previous: cursors.length > 0 ? () => goTo(cursors.slice(0, -1)) : undefined,
    next: nextCursor ? () => goTo([...cursors, nextCursor]) : undefined,
  };
}

type Trail = { readonly list: string; readonly cursors: readonly string[] };
