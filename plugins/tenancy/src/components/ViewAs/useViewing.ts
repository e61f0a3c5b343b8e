import { useApi } from '@backstage/core-plugin-api';
import { MeResponse, Viewing } from '@commonhold/plugin-tenancy-common';
import { useCallback, useEffect, useState } from 'react';
import { tenancyApiRef } from '../../api/TenancyApi';

/** It may begin and end in another tab or another browser. */
const CHECK_MS = 60_000;

/**
 * The tenant that the person looks at the portal as a member of, kept up to
 * date while the page is open.
 *
 * @returns `null` for who looks with their own eyes, `undefined` before the
 *   first answer
 */
export function useViewing(): Viewing | null | undefined {
  const tenancyApi = useApi(tenancyApiRef);
  const [me, setMe] = useState<MeResponse>();
  const check = useCallback(async () => {
    try {
      setMe(await tenancyApi.getMe());
    } catch {
      // What it was remains the best guess until the next answer.
    }
  }, [tenancyApi]);

  useEffect(() => {
    check();
    const timer = setInterval(check, CHECK_MS);
    window.addEventListener('focus', check);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', check);
    };
  }, [check]);

  return me?.viewingAs;
}
