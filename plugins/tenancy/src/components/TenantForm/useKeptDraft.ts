import { useCallback, useEffect, useState } from 'react';

/**
 * What somebody is typing, kept in this browser tab until it is sent or thrown
 * away, so that neither a reload nor a wrong click loses it.
 *
 * @param name - of what is being written; another one is another draft
 * @param initial - where nothing is kept
 */
export function useKeptDraft<T extends object>(
  name: string,
  initial: T,
): {
  draft: T;
  change(changes: Partial<T>): void;
  /** Forgets what was kept. */
  discard(): void;
} {
  const key = `commonhold.draft.${name}`;
  const [draft, setDraft] = useState<T | undefined>(() => read(key));
  useEffect(() => {
    if (draft) {
      sessionStorage.setItem(key, JSON.stringify(draft));
    } else {
      sessionStorage.removeItem(key);
    }
  }, [key, draft]);
  return {
    draft: { ...initial, ...draft },
    change: changes =>
      setDraft(current => ({ ...initial, ...current, ...changes })),
    discard: useCallback(() => {
      sessionStorage.removeItem(key);
      setDraft(undefined);
    }, [key]),
  };
}

function read<T>(key: string): T | undefined {
  const kept = sessionStorage.getItem(key);
  try {
    return kept === null ? undefined : JSON.parse(kept);
  } catch {
    // Not ours, or of a version that wrote it differently.
    return undefined;
  }
}
