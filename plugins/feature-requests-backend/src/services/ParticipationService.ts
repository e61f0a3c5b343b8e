import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  FeatureRequest,
  HelpWanted,
  NewVolunteer,
  VolunteersPage,
  Watching,
} from '@commonhold/plugin-feature-requests-common';
import { PageRequest } from './RequestService';

/** How people take part besides voting. All throw NotFoundError for what one does not see. */
export interface ParticipationService {
  watch(
    requestId: string,
    watching: boolean,
    credentials: BackstageCredentials,
  ): Promise<Watching>;

  /**
   * Says that the team will review but not build it, or that it will after all.
   *
   * @throws NotAllowedError unless one manages the request
   */
  setHelp(
    requestId: string,
    help: HelpWanted,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest>;

  listVolunteers(
    requestId: string,
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<VolunteersPage>;

  /**
   * Offers to build it.
   *
   * @param volunteer - `null` takes the offer back
   * @throws ConflictError if no help is wanted
   */
  volunteer(
    requestId: string,
    volunteer: NewVolunteer | null,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest>;
}
