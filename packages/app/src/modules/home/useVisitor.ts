import { Entity, parseEntityRef, UserEntity } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
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
  const catalogApi = useApi(catalogApiRef);
  return useAsyncRetry(async (): Promise<Visitor> => {
    const [identity, me] = await Promise.all([
      identityApi.getBackstageIdentity(),
      tenancyApi.getMe(),
    ]);
    // The profile of the identity is the sign-in provider's, which may hold
    // anything; the catalog knows people by their names.
    const user = await catalogApi.getEntityByRef(identity.userEntityRef);
    return {
      firstName: firstNameOf(user, identity.userEntityRef),
      ownerRefs: identity.ownershipEntityRefs,
      me,
    };
  }, [identityApi, tenancyApi, catalogApi]);
}

function firstNameOf(user: Entity | undefined, ref: string): string {
  const displayName = (user as UserEntity | undefined)?.spec.profile
    ?.displayName;
  if (displayName) {
    return displayName.split(' ')[0];
  }
  const [first] = parseEntityRef(ref).name.split(/[._-]/);
  return first.charAt(0).toLocaleUpperCase() + first.slice(1);
}
