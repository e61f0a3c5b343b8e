import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Filters of a list that are kept in the address. Empty ones are left out. */
export function useAddressFilters(): [
  filters: URLSearchParams,
  set: (changes: Readonly<Record<string, string | null>>) => void,
] {
  const [filters, setFilters] = useSearchParams();
  const set = useCallback(
    (changes: Readonly<Record<string, string | null>>) =>
      setFilters(
        current => {
          const next = new URLSearchParams(current);
          for (const [name, value] of Object.entries(changes)) {
            if (value) {
              next.set(name, value);
            } else {
              next.delete(name);
            }
          }
          return next;
        },
        { replace: true },
      ),
    [setFilters],
  );
  return [filters, set];
}
