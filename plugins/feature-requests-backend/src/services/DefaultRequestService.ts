import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import {
  Facets,
  FeatureRequest,
  FeatureRequestPatch,
  NewFeatureRequest,
  RequestEventsPage,
  RequestVisibility,
  RequestsPage,
  requestNumber,
} from '@commonhold/plugin-feature-requests-common';
import {
  EVERYONE,
  parseTenantId,
  tenantAudience,
} from '@commonhold/plugin-tenancy-common';
import { FacetStore } from '../store/FacetStore';
import { RequestFilters } from '../store/filters';
import { HistoryStore, StoredEvent } from '../store/HistoryStore';
import { ColumnSort, RequestLists } from '../store/RequestLists';
import { RequestStore } from '../store/RequestStore';
import { VoteStore } from '../store/VoteStore';
import { EVERYTHING } from '../store/visible';
import { AboutEntities } from './AboutEntities';
import { Audit } from './Audit';
import { BoardConfig } from './boardConfig';
import { excerptOf } from './excerpt';
import { fillIn } from './ballotPaper';
import { People } from './People';
import { readQuery } from './readQuery';
import { changesBetween, fieldsOf } from './requestChanges';
import { RequestFinder, isUntouched } from './RequestFinder';
import { OpenedRequest } from './RequestGuard';
import { ListRequest, PageRequest, RequestQuery } from './RequestService';
import { SearchService } from './SearchService';
import { Viewer, seesPerson } from './Viewer';
import { VoterApplications } from './VoterApplications';
import { WritingLimits } from './WritingLimits';

const NOTHING: Facets = {
  total: 0,
  status: [],
  category: [],
  tag: [],
  about: [],
  importance: [],
  tenant: [],
};

/** The logic of requests, without regard to who may ask. */
export class DefaultRequestService {
  constructor(
    private readonly options: {
      readonly abouts: AboutEntities;
      readonly applications: VoterApplications;
      readonly audit: Audit;
      readonly config: BoardConfig;
      readonly finder: RequestFinder;
      readonly limits: WritingLimits;
      readonly people: People;
      readonly search: SearchService;
      readonly stores: {
        readonly facets: FacetStore;
        readonly history: HistoryStore;
        readonly lists: RequestLists;
        readonly requests: RequestStore;
        readonly votes: VoteStore;
      };
    },
  ) {}

  async list(request: ListRequest, viewer: Viewer): Promise<RequestsPage> {
    const { finder, search, stores } = this.options;
    const { limit, cursor } = request;
    const sort = sortOf(request, viewer);
    const filters = readQuery(request, viewer);
    if (saysNothing(request, filters)) {
      return { items: [] };
    }
    const page =
      sort === 'relevance'
        ? await search.page(filters, viewer, { limit, cursor })
        : await stores.lists.page({
            sort,
            filters,
            reader: viewer,
            limit,
            cursor,
          });
    return {
      items: await finder.summaries(page.ids, viewer),
      nextCursor: page.nextCursor,
    };
  }

  async facets(query: RequestQuery, viewer: Viewer): Promise<Facets> {
    const { facets } = this.options.stores;
    const filters = readQuery(query, viewer);
    if (saysNothing(query, filters)) {
      return NOTHING;
    }
    const [total, status, category, tag, about, tenant, importance] =
      await Promise.all([
        facets.total(filters, viewer),
        facets.byColumn('status', filters, viewer),
        facets.byColumn('category', filters, viewer),
        facets.byTag(filters, viewer),
        facets.byAbout(filters, viewer),
        facets.byTenant(filters, viewer, viewer.peopleOf),
        facets.byImportance(filters, viewer),
      ]);
    return {
      total,
      status,
      category,
      tag,
      about,
      tenant,
      importance: [
        { value: 'critical', count: importance.critical },
        { value: 'important', count: importance.important },
        { value: 'nice-to-have', count: importance.nice_to_have },
      ].filter(({ count }) => count > 0),
    };
  }

  async get({ number, viewer }: OpenedRequest): Promise<FeatureRequest> {
    return this.options.finder.view(number, viewer);
  }

  async create(
    input: NewFeatureRequest,
    viewer: Viewer,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest> {
    const { abouts, applications, audit, finder, limits, people, stores } =
      this.options;
    const author =
      input.onBehalfOf === undefined
        ? personOf(viewer)
        : await people.find(input.onBehalfOf);
    const isOther = author.ref !== viewer.ref;
    if (isOther && !viewer.roles.has('support')) {
      throw new NotAllowedError(
        'Only product managers and support file requests on behalf of others',
      );
    }
    const tenant = tenantOf(input.tenant, author.tenants);
    const visibility = input.visibility ?? 'shared';
    if (isOther && visibility === 'tenant' && !seesTenant(viewer, tenant)) {
      throw new InputError(
        'You would not see the request yourself: file it as shared, or let somebody of the tenant file it',
      );
    }
    const audience = audienceOf(tenant, visibility);
    const title = titleOf(input.title);
    const vote = fillIn(
      input.vote ?? {},
      { ...author, applications: await applications.of(author) },
      { by: isOther ? viewer.ref : null, at: Date.now() },
    );
    const about = input.about
      ? await abouts.remember(input.about, credentials)
      : null;
    const description = input.description ?? '';
    const category = this.categoryOf(input.category ?? null);
    await limits.spend('request', viewer);
    const at = new Date(vote.castAt).toISOString();
    const number = await audit.of(
      'request-create',
      viewer,
      { author: author.ref, visibility, tenant },
      () =>
        stores.requests.transaction(async tx => {
          const id = await stores.requests.insert(tx, {
            title,
            description,
            excerpt: excerptOf(description),
            about,
            category,
            tags: tagsOf(input.tags ?? []),
            tenant,
            author: author.ref,
            castBy: isOther ? viewer.ref : null,
            visibility,
            audience,
            links: (input.links ?? []).map(readLink),
            at,
          });
          await stores.history.add(tx, {
            requestId: id,
            at,
            action: 'created',
            actor: viewer.ref,
            tenant: viewer.tenants[0] ?? '',
            changes: [],
          });
          await stores.votes.voting(tx).cast(id, vote, EVERYTHING);
          await stores.requests.setWatching(id, author.ref, at, tx);
          return id;
        }),
    );
    return finder.view(number, viewer);
  }

  async update(
    opened: OpenedRequest,
    patch: FeatureRequestPatch,
    credentials: BackstageCredentials,
  ): Promise<FeatureRequest> {
    const { abouts, audit, finder, stores } = this.options;
    const { id, number, row, viewer } = opened;
    const manages = await finder.isManager(viewer, row);
    if (!manages && row.author !== viewer.ref) {
      throw new NotAllowedError(
        'Only its author and those who manage a request change it',
      );
    }
    if (!manages && row.locked_at !== null) {
      throw new NotAllowedError('A moderator has locked this request');
    }
    const visibility = patch.visibility ?? row.visibility;
    if (visibility !== row.visibility && row.merged_here > 0) {
      throw new ConflictError(
        'Others were merged into this request, so that who sees it cannot change',
      );
    }
    if (visibility === 'tenant' && row.visibility === 'shared') {
      refuseOthersInside(row, await stores.votes.byTenant(number));
    }
    const about = patch.about
      ? await abouts.remember(patch.about, credentials)
      : patch.about;
    const description = patch.description;
    const change = {
      ...(patch.title !== undefined && { title: titleOf(patch.title) }),
      ...(description !== undefined && {
        description,
        excerpt: excerptOf(description),
      }),
      ...(about !== undefined && { about_ref: about }),
      ...(patch.category !== undefined && {
        category: this.categoryOf(patch.category),
      }),
      visibility,
    };
    await audit.of('request-update', viewer, { request: id }, () =>
      stores.requests.transaction(async tx => {
        const tagsBefore = await stores.requests.tagsOf(tx, number);
        const tags = patch.tags ? tagsOf(patch.tags) : tagsBefore;
        const changes = changesBetween(fieldsOf(row, tagsBefore), {
          ...fieldsOf({ ...row, ...change }, tags),
        });
        if (changes.length === 0) {
          return;
        }
        const at = new Date().toISOString();
        if (
          !(await stores.requests.change(
            tx,
            number,
            { ...change, updated_at: at },
            patch.version,
          ))
        ) {
          throw new ConflictError(
            'Somebody else changed the request meanwhile: load it again and repeat your change',
          );
        }
        await stores.requests.putTags(tx, number, tags);
        if (visibility !== row.visibility) {
          await stores.requests.putAudience(
            tx,
            number,
            audienceOf(row.tenant_id, visibility),
          );
        }
        await stores.history.add(tx, {
          requestId: number,
          at,
          action: 'edited',
          actor: viewer.ref,
          tenant: viewer.tenants[0] ?? '',
          changes,
        });
      }),
    );
    return finder.view(number, viewer);
  }

  async delete({ id, number, row, viewer }: OpenedRequest): Promise<void> {
    const { audit, finder, stores } = this.options;
    const manages = await finder.isManager(viewer, row);
    if (!manages && !(row.author === viewer.ref && isUntouched(row))) {
      throw new NotAllowedError(
        'Others have voted or commented: ask those who manage the request to decline or delete it',
      );
    }
    if (row.merged_here > 0 || row.merged_into !== null) {
      throw new ConflictError('Undo its merges first');
    }
    await audit.of(
      'request-delete',
      viewer,
      { request: id, title: row.title },
      () =>
        stores.requests.transaction(async tx =>
          stores.requests.delete(tx, number),
        ),
    );
  }

  async listEvents(
    { number, viewer }: OpenedRequest,
    page: PageRequest,
  ): Promise<RequestEventsPage> {
    const { history, requests } = this.options.stores;
    const { items, nextCursor } = await history.page(number, page);
    const others = items.flatMap(otherRequestOf);
    const seen = await requests.visibleAmong(others, viewer.visible);
    return {
      // That somebody else's hidden wish was merged here is theirs to know.
      items: items
        .filter(event => otherRequestOf(event).every(id => seen.has(id)))
        .map(({ id, at, action, actor, tenant, changes }) => ({
          id,
          at,
          action,
          actor: seesPerson(viewer, actor, tenant) ? actor : null,
          changes: changes.filter(
            ({ field }) => field !== 'about' || viewer.audience === undefined,
          ),
        })),
      nextCursor,
    };
  }

  private categoryOf(category: string | null): string | null {
    const { categories } = this.options.config.board;
    if (category !== null && !categories.includes(category)) {
      throw new InputError(
        categories.length === 0
          ? 'This board has no categories: leave "category" out'
          : `There is no category "${category}": choose from ${categories.join(
              ', ',
            )}`,
      );
    }
    return category;
  }
}

/** Words without meaning, such as "the", are found nowhere. */
function saysNothing(query: RequestQuery, filters: RequestFilters): boolean {
  return Boolean(query.text) && filters.text === undefined;
}

/** The request that a merge was with. */
function otherRequestOf({ changes }: StoredEvent): number[] {
  return changes.flatMap(({ field, after }) =>
    field === 'request' && after !== null ? requestNumber(after) ?? [] : [],
  );
}

function sortOf(
  { sort, text }: ListRequest,
  viewer: Viewer,
): ColumnSort | 'relevance' {
  if (sort === 'priority' && !viewer.roles.has('product-manager')) {
    throw new NotAllowedError('Only product managers see priorities');
  }
  if (sort === 'relevance' && !text) {
    throw new InputError('Without a text nothing is more relevant than others');
  }
  return sort ?? (text ? 'relevance' : 'most-wanted');
}

function personOf({ ref, tenants, groups, isUser }: Viewer) {
  if (!isUser) {
    throw new InputError('A service files requests on behalf of somebody');
  }
  return { ref, tenants, groups };
}

function seesTenant(viewer: Viewer, tenant: string): boolean {
  return (
    viewer.audience === undefined || viewer.tenants.some(id => id === tenant)
  );
}

function tenantOf(
  wanted: string | undefined,
  tenants: readonly string[],
): string {
  if (wanted !== undefined && !tenants.includes(wanted)) {
    throw new InputError(
      `A request belongs to a tenant of its author, and "${wanted}" is none`,
    );
  }
  return wanted ?? tenants[0] ?? '';
}

/** Who may see a request. */
function audienceOf(tenant: string, visibility: RequestVisibility): string[] {
  if (visibility === 'tenant') {
    if (tenant === '') {
      throw new InputError(
        'You are in no tenant, so that nobody could see the request: file it as shared',
      );
    }
    return [tenantAudience(parseTenantId(tenant))];
  }
  return tenant === ''
    ? [EVERYONE]
    : [tenantAudience(parseTenantId(tenant)), EVERYONE];
}

/** People must not lose sight of what they voted for. */
function refuseOthersInside(
  row: { tenant_id: string; comment_count: number },
  votes: readonly { tenant_id: string }[],
): void {
  if (
    row.comment_count > 0 ||
    votes.some(({ tenant_id }) => tenant_id !== row.tenant_id)
  ) {
    throw new ConflictError(
      'Others have voted or commented: it cannot be hidden from them any more',
    );
  }
}

function titleOf(title: string): string {
  const line = title.replace(/\s+/g, ' ').trim();
  if (line.length < 3) {
    throw new InputError('A title has at least 3 characters');
  }
  return line;
}

function tagsOf(tags: readonly string[]): string[] {
  const read = tags.map(tag =>
    tag.trim().replace(/\s+/g, '-').toLocaleLowerCase('en'),
  );
  return [...new Set(read.filter(tag => tag !== ''))].sort();
}

/** @throws InputError unless it is a web address */
export function readLink(link: {
  url: string;
  title?: string;
  kind?: 'issue' | 'pull-request' | 'document' | 'attachment';
}) {
  let url: URL | undefined;
  try {
    url = new URL(link.url);
  } catch {
    url = undefined;
  }
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new InputError(
      `"${link.url}" is no web address: write it with https://`,
    );
  }
  return {
    url: url.toString(),
    title: link.title?.trim() || `${url.host}${url.pathname}`.slice(0, 200),
    kind: link.kind ?? ('document' as const),
  };
}
