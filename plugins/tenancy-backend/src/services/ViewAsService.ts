import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { Viewing } from '@commonhold/plugin-tenancy-common';

/** Lets operators look at the portal as a member of a tenant sees it. */
export interface ViewAsService {
  /**
   * Answers once every replica shows no more than that.
   *
   * @throws NotFoundError
   * @throws ConflictError if the members of the tenant see nothing either
   */
  start(
    tenantId: string,
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<Viewing>;

  /** Answers once every replica shows everything again. */
  stop(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<void>;
}
