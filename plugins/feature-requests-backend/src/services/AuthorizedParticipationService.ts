import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  FeatureRequest,
  HelpWanted,
  NewVolunteer,
  VolunteersPage,
  Watching,
  featureRequestVotePermission,
} from '@commonhold/plugin-feature-requests-common';
import { DefaultParticipationService } from './DefaultParticipationService';
import { ParticipationService } from './ParticipationService';
import { RequestGuard } from './RequestGuard';
import { PageRequest } from './RequestService';

/** Decides who may take part. */
export class AuthorizedParticipationService implements ParticipationService {
  constructor(
    private readonly inner: DefaultParticipationService,
    private readonly guard: RequestGuard,
  ) {}

  async watch(
    requestId: string,
    watching: boolean,
    credentials: BackstageCredentials,
  ): Promise<Watching> {
    const opened = await this.toTakePart('watch', requestId, credentials);
    return this.inner.watch(opened, watching);
  }

  async setHelp(
    requestId: string,
    help: HelpWanted,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest> {
    const opened = await this.guard.toManage(requestId, credentials);
    return this.inner.setHelp(opened, help);
  }

  async listVolunteers(
    requestId: string,
    page: PageRequest,
    credentials: BackstageCredentials,
  ): Promise<VolunteersPage> {
    const opened = await this.guard.toRead(requestId, credentials);
    return this.inner.listVolunteers(opened, page);
  }

  async volunteer(
    requestId: string,
    volunteer: NewVolunteer | null,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest> {
    const opened = await this.toTakePart(
      'offer help with',
      requestId,
      credentials,
    );
    return this.inner.volunteer(opened, volunteer);
  }

  private toTakePart(
    what: string,
    requestId: string,
    credentials: BackstageCredentials,
  ) {
    return this.guard.to(
      what,
      featureRequestVotePermission,
      requestId,
      credentials,
    );
  }
}
