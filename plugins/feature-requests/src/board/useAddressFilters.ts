import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

export type AddressChanges = Readonly<
  Record<string, string | readonly string[] | null>
>;

/** Filters of a list that are kept in the address. Empty ones are left out. */
export function useAddressFilters(): [
  filters: URLSearchParams,
  set: (changes: AddressChanges) => void,
] {
  const [filters, setFilters] = useSearchParams();
  const set = useCallback(
    (changes: AddressChanges) =>
      setFilters(
        current => {
          const next = new URLSearchParams(current);
          for (const [name, value] of Object.entries(changes)) {
            next.delete(name);
            for (const one of [value ?? []].flat()) {
              if (one) {
                next.append(name, one);
              }
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
