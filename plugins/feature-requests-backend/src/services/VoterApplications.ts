import { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ApplicationView } from '@commonhold/plugin-feature-requests-common';
import { VoteStore } from '../store/VoteStore';
import { Viewer } from './Viewer';

/** What applications belong to changes rarely; who may see what does not depend on it. */
const MAX_AGE_MS = 60_000;
const MAX_ENTRIES = 10_000;

export type ApplicationsOfVoter = {
  readonly applications: readonly ApplicationView[];
  /** Counted with a vote that names none. */
  readonly usual: string | null;
};

/** The applications in whose name somebody votes: systems that their groups own. */
export class VoterApplications {
  private readonly known = new Map<
    string,
    { readonly value: Promise<ApplicationsOfVoter>; readonly expires: number }
  >();

  constructor(
    private readonly options: {
      readonly auth: AuthService;
      readonly catalog: CatalogService;
      readonly votes: VoteStore;
    },
  ) {}

  async of(
    person: Pick<Viewer, 'ref' | 'groups'>,
  ): Promise<ApplicationsOfVoter> {
    const now = Date.now();
    const before = this.known.get(person.ref);
    if (before && before.expires > now) {
      return before.value;
    }
    const value = this.find(person);
    this.known.delete(person.ref);
    this.known.set(person.ref, { value, expires: now + MAX_AGE_MS });
    value.catch(() => this.known.delete(person.ref));
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MAX_ENTRIES) {
        break;
      }
      this.known.delete(oldest);
    }
    return value;
  }

  private async find(
    person: Pick<Viewer, 'ref' | 'groups'>,
  ): Promise<ApplicationsOfVoter> {
    const { auth, catalog, votes } = this.options;
    const { items } = await catalog.getEntities(
      {
        filter: {
          kind: 'System',
          'relations.ownedBy': [person.ref, ...person.groups],
        },
        fields: [
          'kind',
          'metadata.namespace',
          'metadata.name',
          'metadata.title',
        ],
        limit: 500,
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    const applications = items
      .map(entity => ({
        entityRef: stringifyEntityRef(entity),
        title: entity.metadata.title ?? entity.metadata.name,
      }))
      .sort((a, b) => a.title.localeCompare(b.title));
    if (applications.length <= 1) {
      return { applications, usual: applications[0]?.entityRef ?? null };
    }
    const last = await votes.lastApplication(person.ref);
    const owned = applications.some(({ entityRef }) => entityRef === last);
    return { applications, usual: owned ? last : null };
  }
}
