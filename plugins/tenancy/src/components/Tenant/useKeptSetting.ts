import { storageApiRef, useApi } from '@backstage/core-plugin-api';
import { useCallback, useMemo } from 'react';
import useObservable from 'react-use/esm/useObservable';

const BUCKET = 'commonhold.tenancy';

/**
 * A yes of a person that is kept for them, such as that they have seen enough
 * of something.
 *
 * @returns whether they said it, and how to; `unknown` while it is loaded
 */
export function useKeptSetting(
  key: string,
): [said: 'yes' | 'no' | 'unknown', say: () => void] {
  const storage = useApi(storageApiRef).forBucket(BUCKET);
  const changes = useMemo(() => storage.observe$<boolean>(key), [storage, key]);
  const { presence, value } = useObservable(
    changes,
    storage.snapshot<boolean>(key),
  );
  const say = useCallback(() => {
    // Where it cannot be kept it holds until the next reload.
    storage.set(key, true).catch(() => {});
  }, [storage, key]);
  if (presence === 'unknown') {
    return ['unknown', say];
  }
  return [value === true ? 'yes' : 'no', say];
}
