import { ConflictError, InputError } from '@backstage/errors';
import {
  FeatureRequest,
  HelpWanted,
  NewVolunteer,
  VolunteersPage,
  Watching,
} from '@commonhold/plugin-feature-requests-common';
import { RequestStore } from '../store/RequestStore';
import { VolunteerStore } from '../store/VolunteerStore';
import { Audit } from './Audit';
import { RequestFinder } from './RequestFinder';
import { OpenedRequest } from './RequestGuard';
import { PageRequest } from './RequestService';
import { RequestWriter } from './RequestWriter';
import { seesPerson } from './Viewer';

/** The logic of taking part, without regard to who may. */
export class DefaultParticipationService {
  constructor(
    private readonly options: {
      readonly audit: Audit;
      readonly finder: RequestFinder;
      readonly stores: {
        readonly requests: RequestStore;
        readonly volunteers: VolunteerStore;
      };
      readonly writer: RequestWriter;
    },
  ) {}

  async watch(
    { id, number, viewer }: OpenedRequest,
    watching: boolean,
  ): Promise<Watching> {
    const { audit, stores } = this.options;
    refuseServices(viewer.isUser);
    await audit.of(
      watching ? 'request-watch' : 'request-unwatch',
      viewer,
      { request: id },
      () =>
        stores.requests.setWatching(
          number,
          viewer.ref,
          watching ? new Date().toISOString() : undefined,
        ),
      'low',
    );
    return { watching };
  }

  async setHelp(
    opened: OpenedRequest,
    { wanted, guide }: HelpWanted,
  ): Promise<FeatureRequest> {
    const { row } = opened;
    const where = wanted ? guide?.trim() || null : null;
    return this.options.writer.write(
      opened,
      'help-changed',
      new Date().toISOString(),
      [
        {
          field: 'wantsHelp',
          before: String(Boolean(row.wants_help)),
          after: String(wanted),
          change: { wants_help: wanted },
        },
        {
          field: 'guide',
          before: row.help_guide,
          after: where,
          change: { help_guide: where },
        },
      ],
    );
  }

  async listVolunteers(
    { number, viewer }: OpenedRequest,
    page: PageRequest,
  ): Promise<VolunteersPage> {
    const { items, nextCursor } = await this.options.stores.volunteers.page(
      number,
      page,
    );
    return {
      items: items.map(row => {
        const seen = seesPerson(viewer, row.volunteer, row.tenant_id);
        return {
          volunteer: seen ? row.volunteer : null,
          note: seen ? row.note : null,
          since: row.since,
        };
      }),
      nextCursor,
    };
  }

  async volunteer(
    { id, number, row, viewer }: OpenedRequest,
    volunteer: NewVolunteer | null,
  ): Promise<FeatureRequest> {
    const { audit, finder, stores } = this.options;
    refuseServices(viewer.isUser);
    if (volunteer && !row.wants_help) {
      throw new ConflictError(
        'The team wants to build this itself; say in a comment that you would help',
      );
    }
    await audit.of(
      volunteer ? 'volunteer-add' : 'volunteer-withdraw',
      viewer,
      { request: id },
      () =>
        volunteer
          ? stores.volunteers.put({
              request_id: number,
              volunteer: viewer.ref,
              tenant_id: viewer.tenants[0] ?? '',
              note: volunteer.note?.trim() || null,
              since: new Date().toISOString(),
            })
          : stores.volunteers.delete(number, viewer.ref),
      'low',
    );
    return finder.view(number, viewer);
  }
}

function refuseServices(isUser: boolean): void {
  if (!isUser) {
    throw new InputError('Only people take part');
  }
}
