import { PersonRole } from '@commonhold/plugin-feature-requests-common';
import { TenantId } from '@commonhold/plugin-tenancy-common';
import { Visible } from '../store/visible';

/** Whose question it is, and what its answer may hold. */
export type Viewer = {
  /** Ref of the user, or what a service is called. */
  readonly ref: string;
  readonly isUser: boolean;
  /** Auditors, and operators who look at the portal as a tenant, only read. */
  readonly canWrite: boolean;
  readonly roles: ReadonlySet<PersonRole>;
  /** Tenants that one is in now, the first being the usual one. */
  readonly tenants: readonly TenantId[];
  /** Refs of groups that one is in. */
  readonly groups: readonly string[];
  /** What one may see of catalog entities; absent means all. */
  readonly audience?: readonly string[];
  /** Tenants whose people and numbers one sees; absent means all. */
  readonly peopleOf?: readonly string[];
  /** Requests that one may see. */
  readonly visible: Visible;
};

/** Whether one may know who a person of that tenant is. */
export function seesPerson(
  viewer: Viewer,
  person: string | null,
  tenant: string,
): boolean {
  return (
    person === viewer.ref ||
    viewer.peopleOf === undefined ||
    (tenant !== '' && viewer.peopleOf.includes(tenant))
  );
}
