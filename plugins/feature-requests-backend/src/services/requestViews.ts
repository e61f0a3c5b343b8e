import {
  Demand,
  FeatureRequest,
  FeatureRequestSummary,
  MyVote,
  RequestAbilities,
  formatRequestId,
} from '@commonhold/plugin-feature-requests-common';
import { parseEntityRef } from '@backstage/catalog-model';
import { ReadRequest } from '../store/RequestReader';
import { DemandRow, LinkRow, VoteRow, importanceOf } from '../store/rows';
import { Viewer, seesPerson } from './Viewer';

/** As it is shown in lists. */
export function summaryView(
  read: ReadRequest,
  viewer: Viewer,
): FeatureRequestSummary {
  const { row, demand, about, mergedInto } = read;
  const seesAuthor = seesPerson(viewer, row.author, row.tenant_id);
  const planned = row.horizon !== null || row.increment !== null;
  return {
    id: formatRequestId(read.id),
    title: row.title,
    excerpt: row.excerpt,
    about: about
      ? {
          entityRef: about.ref,
          title: about.title,
          kind: parseEntityRef(about.ref).kind,
        }
      : null,
    category: row.category,
    tags: [...read.tags],
    status: row.status,
    visibility: row.visibility,
    author: seesAuthor ? row.author : null,
    tenant: seesAuthor && row.tenant_id !== '' ? row.tenant_id : null,
    demand: demandView(demand),
    myVote: read.vote ? myVoteView(read.vote) : null,
    watching: read.watching,
    comments: row.comment_count,
    plan: planned
      ? {
          horizon: row.horizon,
          increment: row.increment,
          iteration: row.iteration,
        }
      : null,
    wantsHelp: Boolean(row.wants_help),
    mergedInto: mergedInto
      ? { id: formatRequestId(mergedInto.id), title: mergedInto.title }
      : null,
    hidden: row.hidden_at !== null,
    locked: row.locked_at !== null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Everything about a request. */
export function requestView(
  read: ReadRequest,
  rest: {
    readonly description: string;
    readonly links: readonly LinkRow[];
    readonly duplicates: number;
    readonly volunteers: { count: number; included: boolean };
    readonly may: RequestAbilities;
  },
  viewer: Viewer,
): FeatureRequest {
  const { row } = read;
  const seesStaff = viewer.peopleOf === undefined;
  return {
    ...summaryView(read, viewer),
    description: rest.description,
    version: row.version,
    castBy:
      seesStaff || row.author === viewer.ref || row.cast_by === viewer.ref
        ? row.cast_by
        : null,
    statusReason: row.status_reason,
    statusAt: row.status_at,
    response:
      row.response === null || row.response_at === null
        ? null
        : {
            text: row.response,
            author:
              seesStaff || row.response_by === viewer.ref
                ? row.response_by
                : null,
            at: row.response_at,
          },
    links: rest.links.map(link => ({
      id: link.id,
      url: link.url,
      title: link.title,
      kind: link.kind,
      addedAt: link.added_at,
    })),
    duplicates: rest.duplicates,
    help: row.wants_help
      ? {
          guide: row.help_guide,
          volunteers: rest.volunteers.count,
          volunteering: rest.volunteers.included,
        }
      : null,
    may: rest.may,
  };
}

export function demandView(demand: DemandRow): Demand {
  return {
    score: demand.score,
    people: demand.people,
    applications: demand.applications,
    tenants: demand.tenants,
    importance: {
      niceToHave: demand.nice_to_have,
      important: demand.important,
      critical: demand.critical,
    },
  };
}

/** People know who voted in their name. */
export function myVoteView(vote: VoteRow): MyVote {
  return {
    importance: importanceOf(vote.importance),
    why: vote.why,
    tenant: vote.tenant_id === '' ? null : vote.tenant_id,
    application: vote.application,
    castAt: new Date(Number(vote.cast_at)).toISOString(),
    castBy: vote.cast_by,
  };
}
