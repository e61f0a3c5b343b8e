import { useCallback, useState } from 'react';

const PREFIX = 'commonhold.feature-requests.draft';

/**
 * A text or form that is kept in this browser until it has been sent, so that a
 * reload, a closed tab or a failure loses nothing.
 *
 * @param place - what is being written, and by whom: people may share a browser
 */
export function useDraft<T>(
  place: string,
  blank: T,
): {
  readonly draft: T;
  /** Whether something was found from before. */
  readonly restored: boolean;
  change(next: T): void;
  discard(): void;
} {
  const key = `${PREFIX}.${place}`;
  const [{ draft, restored }, setState] = useState(() => {
    const kept = read<T>(key);
    return {
      draft: kept === undefined ? blank : merge(blank, kept),
      restored: kept !== undefined,
    };
  });
  const change = useCallback(
    (next: T) => {
      setState(current => ({ ...current, draft: next }));
      write(key, next);
    },
    [key],
  );
  const discard = useCallback(() => {
    setState({ draft: blank, restored: false });
    write(key, undefined);
    // A blank form is the same whenever it was made.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return { draft, restored, change, discard };
}

/** A form may have gained fields since. */
function merge<T>(blank: T, kept: T): T {
  return typeof blank === 'object' && blank !== null
    ? { ...blank, ...kept }
    : kept;
}

function read<T>(key: string): T | undefined {
  try {
    const text = window.localStorage.getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    // A browser that keeps nothing, or something that is no draft.
    return undefined;
  }
}

function write(key: string, value: unknown): void {
  try {
    if (value === undefined) {
      window.localStorage.removeItem(key);
    } else {
      window.localStorage.setItem(key, JSON.stringify(value));
    }
  } catch {
    // A browser that keeps nothing: the draft lives as long as its page.
  }
}
