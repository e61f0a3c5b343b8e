import { parseEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { tenancyApiRef } from '@commonhold/plugin-tenancy';
import { MeResponse } from '@commonhold/plugin-tenancy-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';

/** Who looks at the home page. */
export type Visitor = {
  readonly firstName: string;
  /** Refs of the person and their groups: what these own is theirs. */
  readonly ownerRefs: string[];
  readonly me: MeResponse;
};

export function useVisitor() {
  const identityApi = useApi(identityApiRef);
  const tenancyApi = useApi(tenancyApiRef);
  return useAsyncRetry(async (): Promise<Visitor> => {
    const [identity, profile, me] = await Promise.all([
      identityApi.getBackstageIdentity(),
      identityApi.getProfileInfo(),
      tenancyApi.getMe(),
    ]);
    return {
      firstName: firstNameOf(profile.displayName, identity.userEntityRef),
      ownerRefs: identity.ownershipEntityRefs,
      me,
    };
  }, [identityApi, tenancyApi]);
}

function firstNameOf(displayName: string | undefined, ref: string): string {
  if (displayName) {
    return displayName.split(' ')[0];
  }
  const [first] = parseEntityRef(ref).name.split(/[._-]/);
  return first.charAt(0).toLocaleUpperCase() + first.slice(1);
}
