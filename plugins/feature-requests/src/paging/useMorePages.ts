import { useCallback, useEffect, useRef, useState } from 'react';

/** Items a page. */
export const PAGE_SIZE = 20;

type CursorPage<T> = {
  readonly items: readonly T[];
  readonly nextCursor?: string;
};

export type MorePages<T> = {
  /** What has been loaded so far; `undefined` until the first page is there. */
  readonly items: readonly T[] | undefined;
  readonly loading: boolean;
  /** Of the first page, or of the page that was asked for last. */
  readonly error: Error | undefined;
  /** Loads the next page; absent where there is none. */
  readonly more: (() => void) | undefined;
  /** Tries again what failed. */
  retry(): void;
  /** Begins anew. */
  reload(): void;
};

type State<T> = {
  readonly items?: readonly T[];
  readonly nextCursor?: string;
  readonly loading: boolean;
  readonly error?: Error;
};

/**
 * A list that grows page by page, as the server's cursors lead forward only.
 *
 * @param list - names the list. Another list starts anew; until its first page
 *   is there, the items of the one before stay.
 * @param load - loads the page at a cursor, or the first page without one
 */
export function useMorePages<T>(
  list: string,
  load: (cursor: string | undefined) => Promise<CursorPage<T>>,
): MorePages<T> {
  const [state, setState] = useState<State<T>>({ loading: true });
  // `load` closes over nothing but what `list` names.
  const loadRef = useRef(load);
  loadRef.current = load;
  // Answers to what nobody waits for any more are thrown away.
  const turn = useRef(0);

  const fetchPage = useCallback((cursor: string | undefined) => {
    turn.current += 1;
    const mine = turn.current;
    setState(({ items, nextCursor }) => ({ items, nextCursor, loading: true }));
    loadRef.current(cursor).then(
      page => {
        if (mine === turn.current) {
          setState(({ items }) => ({
            items: cursor ? [...(items ?? []), ...page.items] : page.items,
            nextCursor: page.nextCursor,
            loading: false,
          }));
        }
      },
      (error: Error) => {
        if (mine === turn.current) {
          setState(({ items, nextCursor }) => ({
            // Items of another list would be taken for those of this one.
            items: cursor ? items : undefined,
            nextCursor,
            loading: false,
            error,
          }));
        }
      },
    );
  }, []);

  useEffect(() => {
    fetchPage(undefined);
    return () => {
      turn.current += 1;
    };
  }, [list, fetchPage]);

  const { items, nextCursor, loading, error } = state;
  return {
    items,
    loading,
    error,
    more: nextCursor && !loading ? () => fetchPage(nextCursor) : undefined,
    retry: () => fetchPage(items ? nextCursor : undefined),
    reload: () => fetchPage(undefined),
  };
}
