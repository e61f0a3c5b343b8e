import { useApi } from '@backstage/core-plugin-api';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { tenancyApiRef } from '../../api/TenancyApi';

/** Who looks at the page, and in which tenants they are. */
export function useMe() {
  const tenancyApi = useApi(tenancyApiRef);
  return useAsyncRetry(() => tenancyApi.getMe(), [tenancyApi]);
}
